;;; aib-ls.el --- The server aib-ls in eglot and in lsp-mode  -*- lexical-binding: t -*-

;; In the init file:
;;
;;   (load "~/src/aib-ls/editors/emacs/aib-ls")
;;   (aib-ls-setup #'eglot-ensure)              ; or #'lsp

;;; Code:

(defvar aib-ls-settings nil
  "Settings of the server as a plist, for example (:lang \"pt-br\").
The keys are those in server/settings/README.md.  They count
from the next start of the server.")

(defconst aib-ls--languages
  '((jsonc-mode . "jsonc") (aib-ls-jsonc-mode . "jsonc")
    (json-mode . "json") (js-json-mode . "json") (json-ts-mode . "json") (aib-ls-json-mode . "json")
    (aib-ls-log-mode . "aib-log"))
  "The modes of the files that are served, each with its language.")

(define-derived-mode aib-ls-json-mode js-mode "JSON"
  "JSON, for an Emacs that would take it for JavaScript.")

(define-derived-mode aib-ls-jsonc-mode js-mode "JSONC"
  "JSON with comments, for an Emacs without a mode for it.")

(define-derived-mode aib-ls-log-mode fundamental-mode "Build log"
  "The log of an image build.")

(add-to-list 'auto-mode-alist '("/\\(?:customization\\|validation\\)\\.log\\'" . aib-ls-log-mode))
(unless (or (fboundp 'json-mode) (fboundp 'js-json-mode))
  (add-to-list 'auto-mode-alist '("\\.json\\'" . aib-ls-json-mode)))
;; At the end of the list, so that another mode for these files wins.
(add-to-list 'auto-mode-alist '("\\.jsonc\\'" . aib-ls-jsonc-mode) t)

(defun aib-ls-command ()
  "The command line of the server, or an error that is one sentence."
  (let* ((named (or (getenv "AIB_LS_SERVER") ""))
         (server (executable-find (if (string= named "") "aib-ls" named))))
    (cond
     (server (list server "--stdio"))
     ((string= named "")
      (user-error "aib-ls cannot start: it is not on PATH. Install it, or set AIB_LS_SERVER"))
     (t (user-error "aib-ls cannot start: AIB_LS_SERVER is set to %s, which cannot be run" named)))))

(defun aib-ls-setup (start)
  "Call START in each buffer that is served: `eglot-ensure' or `lsp'."
  (dolist (language aib-ls--languages)
    (add-hook (intern (format "%s-hook" (car language))) start)))

;; Eglot starts one server for a buffer, the first that is listed for its mode. Eglot 1.9 tells the server one language for all
;; of its files, so it tells none that means anything, and the server goes by the names.
(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               (cons (mapcar (lambda (it) (list (car it) :language-id "aib-ls")) aib-ls--languages)
                     (lambda (&rest _)
                       (append (aib-ls-command)
                               (and aib-ls-settings
                                    `(:initializationOptions (:aib ,aib-ls-settings))))))))

;; Lsp-mode starts it in addition to other servers.
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-register-custom-settings "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-activate-on "lsp-mode")
(declare-function make-lsp-client "lsp-mode")
(defvar lsp-language-id-configuration)

(defun aib-ls--there-p ()
  "Whether there is a server; tells why not."
  (condition-case problem
      (aib-ls-command)
    (user-error (message "%s" (error-message-string problem)) nil)))

(defun aib-ls--tell-lsp-mode ()
  "The settings for the first message; later ones lsp-mode knows by their names."
  (let ((rest aib-ls-settings))
    (while rest
      (lsp-register-custom-settings
       (list (list (concat "aib." (substring (symbol-name (pop rest)) 1)) (pop rest))))))
  (and aib-ls-settings (list :aib aib-ls-settings)))

(with-eval-after-load 'lsp-mode
  (dolist (language aib-ls--languages)
    (add-to-list 'lsp-language-id-configuration language))
  (lsp-register-client
   (make-lsp-client :server-id 'aib-ls
                    :new-connection (lsp-stdio-connection #'aib-ls-command #'aib-ls--there-p)
                    :activation-fn (lsp-activate-on "json" "jsonc" "aib-log")
                    :add-on? t
                    :initialization-options #'aib-ls--tell-lsp-mode)))

(provide 'aib-ls)
;;; aib-ls.el ends here
