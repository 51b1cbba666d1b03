" ALE looks for linters by type of file.
call ale#linter#Define('aib-log', aib_ls#ale())
