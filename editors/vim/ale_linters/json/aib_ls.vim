" ALE looks for linters by type of file.
call ale#linter#Define('json', aib_ls#ale())
