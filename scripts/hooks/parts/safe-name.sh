# Sets `safe` to the name $1 without what a CI system would run as a command if its log shows it: GitHub
# obeys `::` at the beginning of a line; it, Azure and TeamCity obey `##[`, `##vso[` or `##teamcity[` anywhere.
safe_name() {
	blanks=${1%%[! ]*} rest=$1 safe=''
	case $1 in "$blanks"::*) safe="$blanks\\u{3a}" rest=${1#"$blanks:"} ;; esac
	while :; do
		case $rest in *'##'*'['*) ;; *) break ;; esac
		before=${rest%%'##'*}
		rest=${rest#"$before"}
		hashes=${rest%%[!#]*}
		rest=${rest#"$hashes"}
		word=${rest%%[!A-Za-z0-9_]*}
		case $rest in "${word}["*) hashes="${hashes%??}\\u{23}#" ;; esac
		safe=$safe$before$hashes
	done
	safe=$safe$rest
}
