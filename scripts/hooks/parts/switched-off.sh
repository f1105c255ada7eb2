off=''
# blanks around it do not count: cmd.exe's `set PYC_GUARD=0 & git ...` keeps one
case ${PYC_GUARD-} in *0*0* | *[!0\ ]*) ;; *0*) off=yes ;; esac
case ",${SKIP-}," in *[,\ ]pyc-guard[,\ ]*) off=yes ;; esac
