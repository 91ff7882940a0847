/** Who must not be written to, on what, and why that is known. */
import { Button } from '@blueprintjs/core'
import React, { type FC } from 'react'
import type { OptOut } from '../../../api/suppressions'
import { moment } from '../../../format'
import { t } from '../../../text'
import { addressOf, channelText, sourceText } from '../words'

interface Props {
  optOuts: OptOut[]
  /** null: nobody may take one back. */
  onUndo: ((optOut: OptOut) => void) | null
}

export const OptOutTable: FC<Props> = ({ optOuts, onUndo }) => (
  <table className="oc-table oc-opt-outs">
    <caption className="oc-unseen">{t('suppressions.title')}</caption>
    <thead>
      <tr>
        <th scope="col">{t('suppressions.column.address')}</th>
        <th scope="col">{t('suppressions.column.channel')}</th>
        <th scope="col">{t('suppressions.column.source')}</th>
        <th scope="col">{t('suppressions.column.at')}</th>
        {onUndo && <th scope="col">{t('campaigns.column.actions')}</th>}
      </tr>
    </thead>
    <tbody>
      {optOuts.map(one => {
        const who = addressOf(one)
        return (
          <tr key={`${one.channel} ${who}`} data-opt-out={one.channel}>
            <th scope="row" className="oc-strong">
              {who}
            </th>
            <td>{channelText(one.channel)}</td>
            <td>
              {sourceText(one.source)}
              {one.evidence !== null && <div className="oc-small oc-muted oc-break">{one.evidence}</div>}
            </td>
            <td>{moment(one.at)}</td>
            {onUndo && (
              <td>
                <Button
                  small
                  minimal
                  icon="undo"
                  text={t('suppressions.undo.button')}
                  aria-label={t('campaigns.actionOn', { action: t('suppressions.undo.button'), name: who })}
                  onClick={() => onUndo(one)}
                />
              </td>
            )}
          </tr>
        )
      })}
    </tbody>
  </table>
)
