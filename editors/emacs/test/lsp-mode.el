;;; lsp-mode.el --- The server in a real Emacs with lsp-mode  -*- lexical-binding: t -*-
(load (expand-file-name "checks" (file-name-directory load-file-name)) nil t)
(require 'lsp-mode)

;; What a person writes.
(load (expand-file-name "../aib-ls" (file-name-directory load-file-name)) nil t)
(aib-ls-setup #'lsp)

(setq lsp-auto-guess-root t lsp-enable-file-watchers nil lsp-headerline-breadcrumb-enable nil
      lsp-session-file (expand-file-name "lsp-session" (getenv "XDG_STATE_HOME"))
      lsp-restart 'ignore
      ;; Changes would wait for an idle Emacs, which a batch never is.
      lsp-debounce-full-sync-notifications nil)

(defun findings ()
  (let (all)
    (maphash (lambda (file list) (when (equal file (file-truename buffer-file-name)) (setq all (append list all))))
             (lsp-diagnostics t))
    all))

(defun finding (code)
  (seq-find (lambda (it) (equal (lsp:diagnostic-code? it) code)) (findings)))

(defun texts () (mapcar #'lsp:diagnostic-message (findings)))

(defun underlined (it)
  (let ((range (lsp:diagnostic-range it)))
    (buffer-substring-no-properties (lsp--position-to-point (lsp:range-start range)) (lsp--position-to-point (lsp:range-end range)))))

(defun open (name)
  (document name)
  (check (format "lsp-mode: attaches to %s" name)
         (soon (lambda () (seq-some (lambda (it) (eq (lsp--workspace-status it) 'initialized)) (lsp-workspaces)))) major-mode))

(princ (format "Emacs %s with lsp-mode %s\n" emacs-version (package-version-join (package-desc-version (cadr (assq 'lsp-mode package-alist))))))
(lsp-workspace-folders-add (getenv "DOCUMENTS"))

(when (open "template.json")
  (group "lsp-mode: findings"
    (let ((it (soon (lambda () (finding code)))))
      (check "lsp-mode: a timeout of 3 is a finding" it (texts))
      (check "lsp-mode: under the timeout" (equal (underlined it) "3") (underlined it))))
  (group "lsp-mode: hover"
    (go "\"buildTimeout")
    (let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
      (check "lsp-mode: the timeout is explained" (string-match-p "960" (format "%S" hover)) hover)))
  (group "lsp-mode: completion"
    (go "\"Powershell")
    (delete-char -5)
    (completion-at-point)
    (check "lsp-mode: `Power' is completed to `PowerShell'" (looking-back "\"type\": \"PowerShell" (line-beginning-position))
           (thing-at-point 'line t)))
  (group "lsp-mode: fix"
    (go "\"buildTimeoutInMinutes\": ")
    (taking-the-fix (lambda () (call-interactively #'lsp-execute-code-action)))
    (check "lsp-mode: the quick fix leaves the right text" (right-p (minutes)) (buffer-string))
    (check "lsp-mode: and the finding goes away" (soon (lambda () (not (finding code)))) (texts))))

(group "lsp-mode: other files"
  (open "package.json")
  (check "lsp-mode: other JSON is left alone" (not (soon #'findings 0.5)) (texts))
  (open "comment.jsonc")
  (let ((it (soon (lambda () (finding code)))))
    ;; As it is: this lsp-mode counts 😀 as one letter where the protocol counts two.
    (check "lsp-mode: behind 😀 everything is one place further to the right" (and it (equal (underlined it) ",")) (texts))
    (check "lsp-mode: a comment in JSONC is no finding" (not (finding "syntax/comment")) (texts)))
  (open "customization.log")
  (check "lsp-mode: why a build failed is a finding" (soon (lambda () (finding "log/apt-lock"))) (texts)))

(defun processes ()
  (mapcar (lambda (it) (process-id (lsp--workspace-cmd-proc it))) (lsp-workspaces)))

(group "lsp-mode: settings"
  (document "template.json")
  (let ((english (texts)))
    (setq aib-ls-settings '(:lang "pt-br"))
    (lsp-workspace-restart (car (lsp-workspaces)))
    (check "lsp-mode: settings change the language"
           (soon (lambda () (and (texts) (not (seq-intersection (texts) english)))))
           (texts))))

(group "lsp-mode: end"
  (let ((id (car (processes))))
    (check "lsp-mode: the server runs" (and id (process-attributes id)) id)
    (lsp-workspace-shutdown (car (lsp-workspaces)))
    (check "lsp-mode: the server stops" (soon (lambda () (not (process-attributes id)))) id)))

(group "lsp-mode: no server"
  (dolist (case '(("/nowhere/aib-ls" . "is set to /nowhere/aib-ls") ("" . "not on PATH")))
    (setenv "AIB_LS_SERVER" (car case))
    (let ((exec-path nil) (inhibit-message t)
          ;; Else lsp-mode offers to install its own JSON server.
          (lsp-enabled-clients '(aib-ls)))
      (with-current-buffer (messages-buffer) (let ((inhibit-read-only t)) (erase-buffer)))
      (lsp)
      (let ((said (with-current-buffer (messages-buffer) (buffer-string))))
        (check (format "lsp-mode: a missing server is reported in one message, AIB_LS_SERVER=%s" (car case))
               (string-match-p (concat "^aib-ls cannot start: .*" (cdr case)) said) said)))))
(finish)
