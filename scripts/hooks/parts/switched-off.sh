off=''
case ${PYC_GUARD-} in 0 | '0 ') off=yes ;; esac # cmd.exe's `set PYC_GUARD=0 & git ...` keeps the space
case ",${SKIP-}," in *[,\ ]pyc-guard[,\ ]*) off=yes ;; esac
