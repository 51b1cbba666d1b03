;;; checks.el --- What the tests in eglot and in lsp-mode share  -*- lexical-binding: t -*-
;; A test prints a line "ok …" or "FAIL …" for each check; editors/run.sh counts them.

;; Emacs 28 hides Debian's packages from `-Q'.
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)

(setq create-lockfiles nil make-backup-files nil)

(defconst code "timeout/below-minimum")
(defvar failed nil)

(defun check (name fine got)
  (if fine
      (princ (format "ok    %s\n" name))
    (setq failed t)
    (princ (format "FAIL  %s\n      got: %S\n" name got)))
  fine)

(defun soon (question &optional seconds)
  "Wait until QUESTION is true; give its last value."
  (let ((end (+ (float-time) (or seconds 10))) value)
    (while (and (not (setq value (funcall question))) (< (float-time) end))
      (accept-process-output nil 0.02))
    value))

(defun document (name)
  "Show a document as a person does, which runs what waits for that."
  (switch-to-buffer (find-file-noselect (expand-file-name name (getenv "DOCUMENTS"))))
  ;; What starts a server waits for the command to end.
  (run-hooks 'post-command-hook)
  (current-buffer))

(defun go (text)
  "Put point behind TEXT."
  (goto-char (point-min))
  (search-forward text))

(defun minutes ()
  "The timeout as the text has it now, where the text is right."
  (goto-char (point-min))
  (and (re-search-forward "^    \\(/\\* 😀 \\*/ \\)?\"buildTimeoutInMinutes\": \\([0-9]+\\),$" nil t)
       (string-to-number (match-string 2))))

(defun right-p (minutes)
  (and minutes (or (= minutes 0) (>= minutes 6))))

(defun taking-the-fix (steps)
  "Call STEPS; of several entries to choose from, the first about the timeout is taken."
  (let ((last-nonmenu-event t) ; else a menu of a window system is asked
        (choose (lambda (_prompt entries &rest _)
                  (seq-find (lambda (it) (string-match-p "^Set `buildTimeoutInMinutes` to" it))
                            (all-completions "" entries)))))
    (cl-letf (((symbol-function 'completing-read) choose))
      (funcall steps))))

(defmacro group (name &rest steps)
  (declare (indent 1))
  `(condition-case problem
       (progn ,@steps)
     (error (check ,name nil problem))))

(defun finish ()
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer (set-buffer-modified-p nil)))
  (kill-emacs (if failed 1 0)))

(run-with-timer 120 nil (lambda () (check "ends within two minutes" nil nil) (kill-emacs 1)))
