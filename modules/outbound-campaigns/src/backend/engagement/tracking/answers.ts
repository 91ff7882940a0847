/** One dot that can't be seen. */
export const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** For a link that was altered, is too old, or never was one. It says nothing of whose it may have been. */
export const DEAD_LINK_PAGE = `<!doctype html>
<html lang="es">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Este enlace no funciona</title></head>
<body style="margin:0;padding:48px 24px;font:16px/24px Arial,Helvetica,sans-serif;color:#1c2127;text-align:center">
<p>Este enlace ya no funciona. Ábrelo de nuevo desde el correo.</p>
<p lang="en">This link does not work any more. Open it again from the mail.</p>
</body>
</html>
`
