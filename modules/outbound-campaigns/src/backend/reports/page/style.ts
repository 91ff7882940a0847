/** The page's whole look: on a screen, on a phone and on paper (A4 or Letter). */
export const STYLE = `*{box-sizing:border-box}
body{margin:0;background:#eef1f4;color:#1b2733;font:14px/1.45 "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:880px;margin:32px auto;padding:44px 48px 36px;background:#fff;border-radius:6px}
header{padding-bottom:22px;border-bottom:2px solid #0a67a3}
.over{display:flex;justify-content:space-between;gap:16px;margin:0 0 10px;color:#566370;font-size:12px;letter-spacing:.03em}
h1{margin:0;font-size:26px;line-height:1.2;font-weight:600}
.range{margin:4px 0 0;color:#566370}
.sofar{display:inline-block;margin:10px 0 0;padding:3px 10px;background:#fdf3e7;border:1px solid #ecd0ae;border-radius:3px;color:#7a3a00;font-size:12px}
.headline{margin:16px 0 0;font-size:17px;line-height:1.4}
section{margin-top:30px}
h2{margin:0 0 2px;font-size:16px;line-height:1.3;font-weight:600}
h3{margin:6px 0;font-size:12px;line-height:1.3;font-weight:600}
.hint{margin:0 0 12px;color:#566370;font-size:12px}
.cards{display:grid;grid-template-columns:repeat(3,1fr);gap:12px;margin:10px 0 0;padding:0;list-style:none}
.cards li{padding:13px 16px 12px;background:#f5f7f9;border-radius:4px}
.label,.value,.change{display:block}
.label{color:#566370;font-size:12px}
.value{margin:1px 0;font-size:25px;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums}
.change{font-size:12px;color:#566370;font-variant-numeric:tabular-nums}
.better{color:#00705a}.worse{color:#b84a00}
.three,.two{display:grid;gap:24px}
.three{grid-template-columns:repeat(3,1fr)}.two{grid-template-columns:1fr 1.5fr}
.pictures>div{min-width:0}
svg{display:block;width:100%;height:auto;overflow:visible;font-family:inherit}
.half{max-width:560px}
.scroll{overflow-x:auto}
table{width:100%;margin-top:8px;border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:6px 0 6px 14px;border-bottom:1px solid #e4e9ed;text-align:right;vertical-align:top;white-space:nowrap}
th{color:#566370;font-size:12px;font-weight:400}
th:first-child,td:first-child{padding-left:0;min-width:11em;text-align:left;white-space:normal;overflow-wrap:break-word}
tbody th{color:inherit;font-size:inherit}
td.main{font-weight:600}
.sub{display:block;color:#566370;font-size:12px}
.days th:first-child{min-width:0;white-space:nowrap}
.days td,.days th{padding-top:4px;padding-bottom:4px}
tfoot th,tfoot td{border-bottom:0;border-top:2px solid #b9c3cc;color:inherit;font-size:inherit;font-weight:600}
tr.rest td,tr.rest th{color:#566370}
.nothing{margin:8px 0 0;color:#566370}
footer{margin-top:34px;padding-top:16px;border-top:1px solid #dbe1e6;color:#566370;font-size:12px}
footer h2{font-size:12px;color:#1b2733}
footer ul{margin:6px 0 12px;padding-left:18px}
footer p{margin:0}
@media (max-width:680px){main{margin:0;padding:24px 18px;border-radius:0}.cards{grid-template-columns:1fr 1fr}.three,.two{grid-template-columns:1fr}.over{display:block}}
@media print{@page{size:auto;margin:12mm 13mm}body{background:#fff;font-size:11px;line-height:1.35}main{max-width:none;margin:0;padding:0}section{margin-top:15px}.keep,tr,li{break-inside:avoid}h2,.hint{break-after:avoid}h2{font-size:13.5px}.hint,.label,.change,.sub,th,footer,.over{font-size:10px}tbody th,tfoot th,footer h2{font-size:11px}th,td,.days th,.days td{padding-top:3px;padding-bottom:3px}table{margin-top:3px}.hint{margin-bottom:6px}.cards{gap:9px}.cards li{padding:8px 13px}.half{max-width:430px}thead{display:table-header-group}tfoot{display:table-row-group;break-before:avoid}.headline{margin-top:11px;font-size:14px}.value{font-size:19px}header{padding-bottom:14px}h1{font-size:22px}footer{break-inside:avoid;margin-top:16px;padding-top:10px}}`
