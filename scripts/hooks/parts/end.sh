# pyc-guard ends here: lines that other programs add below run when the check above has passed.
