# pyc-guard ends here: lines that other programs add below run if the check has passed.
