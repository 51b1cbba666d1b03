;;; eglot.el --- The server in a real Emacs with eglot  -*- lexical-binding: t -*-
(load (expand-file-name "checks" (file-name-directory load-file-name)) nil t)
(require 'eglot)
(require 'flymake)

;; What a person writes.
(load (expand-file-name "../aib-ls" (file-name-directory load-file-name)) nil t)
(aib-ls-setup #'eglot-ensure)

(setq eglot-sync-connect 10 eglot-send-changes-idle-time 0 eglot-confirm-server-initiated-edits nil)

(defun finding (code)
  (flymake-start)
  (seq-find (lambda (it) (string-match-p (regexp-quote code) (flymake-diagnostic-text it))) (flymake-diagnostics)))

(defun open (name)
  (document name)
  (check (format "eglot: attaches to %s" name) (soon #'eglot-managed-p) (list major-mode eglot--managed-mode)))

(defun underlined (it)
  (buffer-substring-no-properties (flymake-diagnostic-beg it) (flymake-diagnostic-end it)))

(defun texts () (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(princ (format "Emacs %s with eglot %s\n" emacs-version
               (let ((it (cadr (assq 'eglot package-alist)))) (if it (package-version-join (package-desc-version it)) "of its own"))))

(when (open "template.json")
  (group "eglot: findings"
    (let ((it (soon (lambda () (finding code)))))
      (check "eglot: a timeout of 3 is a finding" it (texts))
      (check "eglot: under the timeout" (equal (underlined it) "3") (underlined it))))
  (group "eglot: hover"
    (go "\"buildTimeout")
    (let (shown)
      (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
      (check "eglot: the timeout is explained" (soon (lambda () (and shown (string-match-p "960" shown)))) shown)))
  (group "eglot: completion"
    (go "\"Powershell")
    (delete-char -5)
    (completion-at-point)
    (check "eglot: `Power' is completed to `PowerShell'" (looking-back "\"type\": \"PowerShell" (line-beginning-position))
           (thing-at-point 'line t)))
  (group "eglot: fix"
    (go "\"buildTimeoutInMinutes\": ")
    (taking-the-fix (lambda () (call-interactively #'eglot-code-actions)))
    (check "eglot: the quick fix leaves the right text" (right-p (minutes)) (buffer-string))
    (check "eglot: and the finding goes away" (soon (lambda () (eglot--signal-textDocument/didChange) (not (finding code)))) (texts))))

(group "eglot: other files"
  (open "package.json")
  (flymake-start)
  (check "eglot: other JSON is left alone" (not (soon #'flymake-diagnostics 0.5)) (texts))
  (open "comment.jsonc")
  (let ((it (soon (lambda () (finding code)))))
    (check "eglot: behind 😀 in a comment the same is underlined" (and it (equal (underlined it) "3")) (texts))
    (check "eglot: a comment in JSONC is no finding" (not (finding "syntax/comment")) (texts)))
  (go "\"buildTimeoutInMinutes\": ")
  (taking-the-fix (lambda () (call-interactively #'eglot-code-actions)))
  (check "eglot: the quick fix is right there too" (right-p (minutes)) (buffer-string))
  (open "customization.log")
  (check "eglot: why a build failed is a finding" (soon (lambda () (finding "log/apt-lock"))) (texts)))

(group "eglot: settings"
  (document "template.json")
  (let ((english (texts)))
    (setq aib-ls-settings '(:lang "pt-br"))
    (eglot-shutdown (eglot-current-server))
    (eglot-ensure)
    (run-hooks 'post-command-hook)
    (check "eglot: settings change the language"
           (soon (lambda ()
                   (flymake-start)
                   (and (texts) (not (seq-intersection (texts) english)))))
           (texts))))

(group "eglot: end"
  (let* ((server (eglot-current-server)) (process (jsonrpc--process server)) (id (process-id process)))
    (check "eglot: the server runs" (process-attributes id) id)
    (eglot-shutdown server)
    (check "eglot: the server stops" (soon (lambda () (not (process-attributes id)))) (process-status process))))

(group "eglot: no server"
  (dolist (case '(("/nowhere/aib-ls" . "is set to /nowhere/aib-ls") ("" . "not on PATH")))
    (setenv "AIB_LS_SERVER" (car case))
    (let* ((exec-path nil)
           (text (condition-case problem
                     (progn (eglot-ensure) (run-hooks 'post-command-hook) nil)
                   (error (error-message-string problem)))))
      (check (format "eglot: a missing server is reported in one message, AIB_LS_SERVER=%s" (car case))
             (and text (string-match-p (cdr case) text) (not (string-match-p "\n" text)))
             text))))
(finish)
