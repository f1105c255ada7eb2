# shellcheck disable=SC2016 # $py.class is a name, not a variable
set -- ':(top,icase)*.py[co]' ':(top,icase)*$py.class' \
	':(top,icase,glob)**/__pycache__/**' ':(top,icase,glob)**/__pycache__'
not_allowed=':(top,exclude,attr:-pyc-guard)'
