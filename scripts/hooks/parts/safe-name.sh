# Sets `safe` to the name $1, in which nothing is a command to the machine whose log shows it: GitHub
# runs `::` behind any blanks; it, Azure and TeamCity run `##[`, `##vso[` or `##teamcity[` anywhere.
safe_name() {
	blanks=${1%%[! ]*} rest=$1 safe=''
	case $1 in "$blanks"::*) safe="$blanks\\u{3a}" rest=${1#"$blanks:"} ;; esac
	while :; do
		case $rest in *'##'*'['*) ;; *) break ;; esac
		safe=$safe${rest%%'##'*} rest=${rest#*'##'}
		word=${rest%%[!A-Za-z0-9_]*}
		case $rest in
		"${word}["*) safe="$safe\\u{23}#" ;;
		*) safe="$safe#" rest="#$rest" ;;
		esac
	done
	safe=$safe$rest
}
