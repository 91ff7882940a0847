/** `Dialog` of `botpress/shared`: Blueprint's dialog, which becomes a form when it is told what to submit. */
import { Classes, Dialog as BlueprintDialog, type IDialogProps } from '@blueprintjs/core'
import React, { type FC, type FormEvent, type ReactNode } from 'react'

export interface DialogProps extends IDialogProps {
  onSubmit?: () => void
  size?: 'sm' | 'md' | 'lg'
  height?: number
  children?: ReactNode
}

const WIDTHS = { sm: 360, md: 500, lg: 900 }

const Wrapper: FC<DialogProps> = ({ onSubmit, size = 'md', height, children, ...dialog }) => {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (onSubmit) onSubmit()
  }
  return (
    <BlueprintDialog
      transitionDuration={0}
      canOutsideClickClose
      canEscapeKeyClose
      enforceFocus={false}
      style={{ width: WIDTHS[size], height }}
      {...dialog}
    >
      {onSubmit ? <form onSubmit={submit}>{children}</form> : children}
    </BlueprintDialog>
  )
}

const Body: FC<{ className?: string }> = ({ className = '', children }) => (
  <div className={`${Classes.DIALOG_BODY} ${Classes.UI_TEXT} ${className}`}>{children}</div>
)

const Footer: FC = ({ children }) => (
  <div className={Classes.DIALOG_FOOTER}>
    <div className={Classes.DIALOG_FOOTER_ACTIONS}>{children}</div>
  </div>
)

export const Dialog = { Wrapper, Body, Footer }
