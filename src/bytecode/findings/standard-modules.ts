/**
 * Modules of the standard library that are looked up on the path: `sys.stdlib_module_names` of 3.10
 * to 3.15 without the built-in and the private ones.
 */
const PYTHON_3 = new Set(
  `
  abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore audioop base64 bdb
  binascii binhex bisect bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop
  collections colorsys compileall compression concurrent configparser contextlib contextvars copy
  copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email
  encodings ensurepip enum fcntl filecmp fileinput fnmatch fractions ftplib functools genericpath
  getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr
  imp importlib inspect io ipaddress json keyword lib2to3 linecache locale logging lzma mailbox
  mailcap math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath
  nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes
  pkgutil platform plistlib poplib posixpath pprint profile profiling pstats pty py_compile pyclbr
  pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
  secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver
  spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct
  subprocess sunau symtable sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this
  threading timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo
  types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg
  winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
`
    .trim()
    .split(/\s+/),
);

/** The library of 2.7 has these as well. */
const PYTHON_2 = new Set(
  `
  BaseHTTPServer Bastion CGIHTTPServer ConfigParser Cookie DocXMLRPCServer HTMLParser MimeWriter Queue
  SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO UserDict UserList UserString anydbm atexit
  audiodev bsddb cPickle cStringIO commands compiler cookielib copy_reg dbhash dircache dumbdbm
  dummy_thread dummy_threading formatter fpformat future_builtins hotshot htmlentitydefs htmllib
  httplib ihooks imputil itertools linuxaudiodev macpath macurl2path markupbase md5 mhlib mimetools
  mimify multifile mutex new os2emxpath parser popen2 posixfile repr rexec rfc822 robotparser sets
  sgmllib sha sre statvfs stringold strop sunaudio symbol test time toaiff urllib2 urlparse user
  whichdb xmllib xmlrpclib
`
    .trim()
    .split(/\s+/),
);

/** Imported by every Python at its start, if they are there at all (module `site`). */
const STARTUP = new Set(['sitecustomize', 'usercustomize']);

/** Whether a module of this name, standing first on the path, is imported instead of Python's own. */
export const hidesStandardModule = (name: string, isPython2: boolean): boolean =>
  STARTUP.has(name) || PYTHON_3.has(name) || (isPython2 && PYTHON_2.has(name));
