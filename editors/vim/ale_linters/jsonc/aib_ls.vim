" ALE looks for linters by type of file.
call ale#linter#Define('jsonc', aib_ls#ale())
