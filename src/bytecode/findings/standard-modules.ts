/**
 * The standard library as it is looked up on the path, without the built-in and the private
 * modules: `sys.stdlib_module_names` of 3.10 to 3.15; for versions before, the module index of
 * each version's documentation (docs.python.org/X.Y/py-modindex.html).
 */

/** In every Python 3. */
const PYTHON_3 = `
  abc antigravity array ast base64 bdb binascii bisect bz2 cProfile calendar cmath cmd code codecs
  codeop collections colorsys compileall configparser contextlib copy copyreg csv ctypes curses
  datetime dbm decimal difflib dis doctest email encodings fcntl filecmp fileinput fnmatch fractions
  ftplib functools genericpath getopt getpass gettext glob grp gzip hashlib heapq hmac html http
  idlelib imaplib importlib inspect io json keyword linecache locale logging mailbox math mimetypes
  mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse
  os pdb pickle pickletools pkgutil platform plistlib poplib posixpath pprint profile pstats pty
  py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource
  rlcompleter runpy sched select shelve shlex shutil signal site smtplib socket socketserver sqlite3
  sre_compile sre_constants sre_parse ssl stat string stringprep struct subprocess symtable sysconfig
  syslog tabnanny tarfile tempfile termios textwrap this threading timeit tkinter token tokenize trace
  traceback tty turtle types unicodedata unittest urllib uuid warnings wave weakref webbrowser winreg
  winsound wsgiref xml xmlrpc zipfile zipimport zlib
`;

/** In some of them: `name from-until`, either of them left out where there is no end. */
const SINCE_OR_UNTIL = `
  aifc -312 annotationlib 314- argparse 302- asynchat -311 asyncio 304- asyncore -311 audioop -312
  binhex -310 cgi -312 cgitb -312 chunk -312 compression 314- concurrent 302- contextvars 307-
  crypt -312 dataclasses 307- distutils -311 dummy_threading -308 ensurepip 304- enum 304- formatter -309
  graphlib 309- imghdr -312 imp -311 ipaddress 303- lib2to3 -312 lzma 303- macpath -307 macurl2path -306
  mailcap -312 msilib -312 nis -312 nntplib -312 os2emxpath -303 ossaudiodev -312 parser -309
  pathlib 304- pipes -312 profiling 315- secrets 306- selectors 304- smtpd -311 sndhdr -312 spwd -312
  statistics 304- sunau -312 symbol -309 telnetlib -312 tomllib 311- tracemalloc 304- turtledemo 302-
  typing 305- uu -312 venv 303- xdrlib -312 zipapp 305- zoneinfo 309-
`;

/** In Python 2.7. */
const PYTHON_2 = `
  BaseHTTPServer Bastion CGIHTTPServer ConfigParser Cookie DocXMLRPCServer HTMLParser MimeWriter Queue
  SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO Tkinter UserDict UserList UserString abc
  aifc antigravity anydbm argparse array ast asynchat asyncore atexit audiodev audioop base64 bdb
  binascii binhex bisect bsddb bz2 cPickle cProfile cStringIO calendar cgi cgitb chunk cmath cmd code
  codecs codeop collections colorsys commands compileall compiler contextlib cookielib copy copy_reg
  crypt csv ctypes curses datetime dbhash dbm decimal difflib dircache dis distutils doctest dumbdbm
  dummy_thread dummy_threading email encodings ensurepip fcntl filecmp fileinput fnmatch formatter
  fpformat fractions ftplib functools future_builtins gdbm genericpath getopt getpass gettext glob grp
  gzip hashlib heapq hmac hotshot htmlentitydefs htmllib httplib idlelib ihooks imaplib imghdr importlib
  imputil inspect io itertools json keyword lib2to3 linecache linuxaudiodev locale logging macpath
  macurl2path mailbox mailcap markupbase math md5 mhlib mimetools mimetypes mimify mmap modulefinder
  msilib msvcrt multifile multiprocessing mutex netrc new nis nntplib ntpath nturl2path numbers opcode
  operator optparse os os2emxpath ossaudiodev parser pdb pickle pickletools pipes pkgutil platform
  plistlib popen2 poplib posixfile posixpath pprint profile pstats pty py_compile pyclbr pydoc
  pydoc_data pyexpat quopri random re readline repr resource rexec rfc822 rlcompleter robotparser runpy
  sched select sets sgmllib sha shelve shlex shutil site smtpd smtplib sndhdr socket spwd sqlite3 sre
  sre_compile sre_constants sre_parse ssl stat statvfs string stringold stringprep strop struct
  subprocess sunau sunaudio symbol symtable sysconfig syslog tabnanny tarfile telnetlib tempfile termios
  test textwrap this threading time timeit toaiff token tokenize trace traceback tty turtle types
  unicodedata unittest urllib urllib2 urlparse user uu uuid warnings wave weakref webbrowser whichdb
  winsound wsgiref xdrlib xml xmllib xmlrpclib zipfile zipimport zlib
`;

type Range = readonly [from: number, until: number];

const LATEST = Number.POSITIVE_INFINITY;

const words = (text: string): string[] => text.trim().split(/\s+/);

function rangesOfPython3(): Map<string, Range> {
  const ranges = new Map<string, Range>(words(PYTHON_3).map((name) => [name, [300, LATEST]]));
  const pairs = words(SINCE_OR_UNTIL);
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const [from = '', until = ''] = (pairs[at + 1] ?? '').split('-');
    ranges.set(pairs[at] ?? '', [Number(from || 300), until === '' ? LATEST : Number(until)]);
  }
  return ranges;
}

const python3 = rangesOfPython3();
const python2 = new Set(words(PYTHON_2));

/** Imported by every Python at its start, wherever on the path they are (module `site`). */
const STARTUP = new Set(['sitecustomize', 'usercustomize']);

export const isStartupModule = (name: string): boolean => STARTUP.has(name);

/**
 * Whether the Python of `version` (see `versionNumber`) has a module of this name on its path. Of a
 * Python whose version is not known, only what every Python 3 has counts.
 */
export function isStandardModule(name: string, version: number | undefined): boolean {
  if (version !== undefined && version < 300) return python2.has(name);
  const range = python3.get(name);
  if (range === undefined) return false;
  const [from, until] = range;
  return version === undefined ? from === 300 && until === LATEST : from <= version && version <= until;
}
