/** `confirmDialog` of `botpress/shared`: asks, and resolves to the answer; closing it is a no. */
import { Button, Icon, Intent } from '@blueprintjs/core'
import React from 'react'
import ReactDOM from 'react-dom'
import { Dialog } from './dialog'
import type { Lang } from './lang'

export interface ConfirmDialogOptions {
  title?: string
  body?: JSX.Element | string
  accept?: () => void
  acceptLabel?: string
  decline?: () => void
  declineLabel?: string
  showDecline?: boolean
}

export const createConfirmDialog =
  (lang: Lang) =>
  (message: string | JSX.Element, options: ConfirmDialogOptions = {}): Promise<boolean> =>
    new Promise(resolve => {
      const place = document.createElement('div')
      place.id = 'confirmDialog-container'
      document.body.appendChild(place)

      const answer = (accepted: boolean) => (): void => {
        ReactDOM.unmountComponentAtNode(place)
        place.remove()
        const tell = accepted ? options.accept : options.decline
        if (tell) tell()
        resolve(accepted)
      }

      ReactDOM.render(
        <Dialog.Wrapper isOpen size="sm" title={options.title} onClose={answer(false)}>
          <Dialog.Body className="bp-shared-confirm">
            <Icon icon="warning-sign" iconSize={32} />
            <div>
              {message}
              {options.body}
            </div>
          </Dialog.Body>
          <Dialog.Footer>
            {options.showDecline !== false && (
              <Button
                id="confirm-dialog-decline"
                onClick={answer(false)}
                text={options.declineLabel ?? lang.tr('studio.decline')}
              />
            )}
            <Button
              id="confirm-dialog-accept"
              autoFocus
              intent={Intent.WARNING}
              onClick={answer(true)}
              text={options.acceptLabel ?? lang.tr('studio.confirm')}
            />
          </Dialog.Footer>
        </Dialog.Wrapper>,
        place
      )
    })
