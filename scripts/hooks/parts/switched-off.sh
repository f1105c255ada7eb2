case ${PYC_GUARD-} in 0 | '0 ') exit 0 ;; esac # cmd.exe's `set PYC_GUARD=0 & git ...` keeps the space
case ",${SKIP-}," in *[,\ ]pyc-guard[,\ ]*) exit 0 ;; esac
