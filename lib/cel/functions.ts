/** Which build of the language: kro's own, or the one the API server has for the rules of CRDs. */
export type Dialect = 'kro' | 'crd';

/**
 * The functions of both builds, by library, in the order they declare them: a name and its overloads.
 *
 * `(a, b) -> c` is called `f(x, y)` and `a.(b) -> c` is called `x.f(y)`. A single capital letter is a type parameter.
 * COMPARABLE, NUMBER and SUMMABLE stand for one overload per type of theirs; types.ts and signature.ts know the other names.
 */
export const SHARED: readonly string[] = [
  // https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions
  `
  !_      (bool) -> bool
  -_      (double) -> double | (int) -> int
  _&&_    (bool, bool) -> bool
  _||_    (bool, bool) -> bool
  _?_:_   (bool, A, A) -> A
  _==_    (A, A) -> bool
  _!=_    (A, A) -> bool
  @in     (A, list(A)) -> bool | (A, map(A, B)) -> bool
  _[_]    (list(A), int) -> A | (map(A, B), A) -> B
  _%_     (int, int) -> int | (uint, uint) -> uint
  _*_     (double, double) -> double | (int, int) -> int | (uint, uint) -> uint
  _/_     (double, double) -> double | (int, int) -> int | (uint, uint) -> uint
  _+_     (bytes, bytes) -> bytes | (double, double) -> double | (duration, duration) -> duration
  _+_     (duration, timestamp) -> timestamp | (timestamp, duration) -> timestamp | (int, int) -> int
  _+_     (list(A), list(A)) -> list(A) | (string, string) -> string | (uint, uint) -> uint
  _-_     (double, double) -> double | (duration, duration) -> duration | (int, int) -> int
  _-_     (timestamp, duration) -> timestamp | (timestamp, timestamp) -> duration | (uint, uint) -> uint
  _<_     (bool, bool) -> bool | (NUMBER, NUMBER) -> bool | (string, string) -> bool
  _<_     (bytes, bytes) -> bool | (timestamp, timestamp) -> bool | (duration, duration) -> bool
  _<=_    (bool, bool) -> bool | (NUMBER, NUMBER) -> bool | (string, string) -> bool
  _<=_    (bytes, bytes) -> bool | (timestamp, timestamp) -> bool | (duration, duration) -> bool
  _>_     (bool, bool) -> bool | (NUMBER, NUMBER) -> bool | (string, string) -> bool
  _>_     (bytes, bytes) -> bool | (timestamp, timestamp) -> bool | (duration, duration) -> bool
  _>=_    (bool, bool) -> bool | (NUMBER, NUMBER) -> bool | (string, string) -> bool
  _>=_    (bytes, bytes) -> bool | (timestamp, timestamp) -> bool | (duration, duration) -> bool

  bool        (bool) -> bool | (string) -> bool
  bytes       (bytes) -> bytes | (string) -> bytes
  double      (double) -> double | (int) -> double | (string) -> double | (uint) -> double
  duration    (duration) -> duration | (int) -> duration | (string) -> duration
  dyn         (A) -> dyn
  int         (int) -> int | (double) -> int | (duration) -> int | (string) -> int | (timestamp) -> int | (uint) -> int
  string      (string) -> string | (bool) -> string | (bytes) -> string | (double) -> string
  string      (duration) -> string | (int) -> string | (timestamp) -> string | (uint) -> string
  timestamp   (timestamp) -> timestamp | (int) -> timestamp | (string) -> timestamp
  type        (A) -> type(A)
  uint        (uint) -> uint | (double) -> uint | (int) -> uint | (string) -> uint

  size        (bytes) -> int | bytes.() -> int | (list(A)) -> int | list(A).() -> int
  size        (map(A, B)) -> int | map(A, B).() -> int | (string) -> int | string.() -> int
  contains    string.(string) -> bool
  startsWith  string.(string) -> bool
  endsWith    string.(string) -> bool
  matches     (string, string) -> bool | string.(string) -> bool

  getDate          timestamp.() -> int | timestamp.(string) -> int
  getDayOfMonth    timestamp.() -> int | timestamp.(string) -> int
  getDayOfWeek     timestamp.() -> int | timestamp.(string) -> int
  getDayOfYear     timestamp.() -> int | timestamp.(string) -> int
  getFullYear      timestamp.() -> int | timestamp.(string) -> int
  getMonth         timestamp.() -> int | timestamp.(string) -> int
  getHours         timestamp.() -> int | timestamp.(string) -> int | duration.() -> int
  getMilliseconds  timestamp.() -> int | timestamp.(string) -> int | duration.() -> int
  getMinutes       timestamp.() -> int | timestamp.(string) -> int | duration.() -> int
  getSeconds       timestamp.() -> int | timestamp.(string) -> int | duration.() -> int
  `,
  // What macros expand to; their names cannot be written.
  `
  @not_strictly_false    (bool) -> bool
  @sortByAssociatedKeys  list(T).(list(COMPARABLE)) -> list(T)
  cel.@block             (list(dyn), T) -> T
  cel.@mapInsert         (map(K, V), K, V) -> map(K, V) | (map(K, V), map(K, V)) -> map(K, V)
  `,
  // https://pkg.go.dev/github.com/google/cel-go/cel#OptionalTypes
  `
  _?._                     (dyn, string) -> optional(V)
  _[?_]                    (list(V), int) -> optional(V) | (optional(list(V)), int) -> optional(V)
  _[?_]                    (map(K, V), K) -> optional(V) | (optional(map(K, V)), K) -> optional(V)
  _[_]                     (optional(list(V)), int) -> optional(V) | (optional(map(K, V)), K) -> optional(V)
  first                    list(V).() -> optional(V)
  last                     list(V).() -> optional(V)
  hasValue                 optional(V).() -> bool
  optional.none            () -> optional(V)
  optional.of              (V) -> optional(V)
  optional.ofNonZeroValue  (V) -> optional(V)
  optional.unwrap          (list(optional(V))) -> list(V)
  or                       optional(V).(optional(V)) -> optional(V)
  orValue                  optional(V).(V) -> V
  unwrapOpt                list(optional(V)).() -> list(V)
  value                    optional(V).() -> V
  `,
  // https://pkg.go.dev/github.com/google/cel-go/ext: Lists, Strings
  `
  distinct     list(T).() -> list(T)
  flatten      list(list(T)).() -> list(T) | list(dyn).(int) -> list(dyn)
  lists.range  (int) -> list(int)
  reverse      list(T).() -> list(T)
  slice        list(T).(int, int) -> list(T)
  sort         list(COMPARABLE).() -> list(COMPARABLE)

  charAt         string.(int) -> string
  format         string.(list(dyn)) -> string
  indexOf        string.(string) -> int | string.(string, int) -> int
  join           list(string).() -> string | list(string).(string) -> string
  lastIndexOf    string.(string) -> int | string.(string, int) -> int
  lowerAscii     string.() -> string
  replace        string.(string, string) -> string | string.(string, string, int) -> string
  split          string.(string) -> list(string) | string.(string, int) -> list(string)
  strings.quote  (string) -> string
  substring      string.(int) -> string | string.(int, int) -> string
  trim           string.() -> string
  upperAscii     string.() -> string
  `,
  // https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-cel-libraries
  `
  indexOf      list(A).(A) -> int
  isSorted     list(COMPARABLE).() -> bool
  lastIndexOf  list(A).(A) -> int
  max          list(COMPARABLE).() -> COMPARABLE
  min          list(COMPARABLE).() -> COMPARABLE
  sum          list(SUMMABLE).() -> SUMMABLE

  find         string.(string) -> string
  findAll      string.(string) -> list(string) | string.(string, int) -> list(string)

  isURL           (string) -> bool
  url             (string) -> URL
  getEscapedPath  URL.() -> string
  getHost         URL.() -> string
  getHostname     URL.() -> string
  getPort         URL.() -> string
  getQuery        URL.() -> map(string, list(string))
  getScheme       URL.() -> string

  isQuantity          (string) -> bool
  quantity            (string) -> Quantity
  add                 Quantity.(Quantity) -> Quantity | Quantity.(int) -> Quantity
  asApproximateFloat  Quantity.() -> double
  asInteger           Quantity.() -> int
  compareTo           Quantity.(Quantity) -> int
  isGreaterThan       Quantity.(Quantity) -> bool
  isInteger           Quantity.() -> bool
  isLessThan          Quantity.(Quantity) -> bool
  sign                (Quantity) -> int
  sub                 Quantity.(Quantity) -> Quantity | Quantity.(int) -> Quantity

  isIP                  (string) -> bool
  ip                    (string) -> IP
  ip.isCanonical        (string) -> bool
  family                IP.() -> int
  isGlobalUnicast       IP.() -> bool
  isLinkLocalMulticast  IP.() -> bool
  isLinkLocalUnicast    IP.() -> bool
  isLoopback            IP.() -> bool
  isUnspecified         IP.() -> bool
  string                (IP) -> string

  isCIDR        (string) -> bool
  cidr          (string) -> CIDR
  containsCIDR  CIDR.(string) -> bool | CIDR.(CIDR) -> bool
  containsIP    CIDR.(string) -> bool | CIDR.(IP) -> bool
  ip            CIDR.() -> IP
  masked        CIDR.() -> CIDR
  prefixLength  CIDR.() -> int
  string        (CIDR) -> string

  isSemver       (string) -> bool
  semver         (string) -> Semver
  compareTo      Semver.(Semver) -> int
  isGreaterThan  Semver.(Semver) -> bool
  isLessThan     Semver.(Semver) -> bool
  major          Semver.() -> int
  minor          Semver.() -> int
  patch          Semver.() -> int
  `,
];

/** What one of them has and the other has not. */
export const OWN: Readonly<Record<Dialect, string>> = {
  kro: `
  base64.decode         (string) -> bytes
  base64.encode         (bytes) -> string
  reverse               string.() -> string
  condition             Runtime.(dyn, string) -> Condition
  hash.fnv64a           (string) -> bytes
  hash.md5              (string) -> bytes
  hash.sha256           (string) -> bytes
  json.marshal          (dyn) -> string
  json.unmarshal        (string) -> dyn
  lists.insertAtIndex   (list(T), int, T) -> list(T)
  lists.removeAtIndex   (list(T), int) -> list(T)
  lists.setAtIndex      (list(T), int, T) -> list(T)
  merge                 map(K, V).(map(K, V)) -> map(K, V)
  newCondition          Runtime.(map(string, string)) -> Condition
  omit                  () -> dyn
  random.seededInt      (int, int, string) -> int
  random.seededString   (int, string) -> string
  `,
  crd: `
  format.byte                    () -> Format
  format.date                    () -> Format
  format.datetime                () -> Format
  format.dns1035Label            () -> Format
  format.dns1035LabelPrefix      () -> Format
  format.dns1123Label            () -> Format
  format.dns1123LabelPrefix      () -> Format
  format.dns1123Subdomain        () -> Format
  format.dns1123SubdomainPrefix  () -> Format
  format.labelValue              () -> Format
  format.named                   (string) -> optional(Format)
  format.qualifiedName           () -> Format
  format.uri                     () -> Format
  format.uuid                    () -> Format
  validate                       Format.(string) -> optional(list(string))

  sets.contains    (list(T), list(T)) -> bool
  sets.equivalent  (list(T), list(T)) -> bool
  sets.intersects  (list(T), list(T)) -> bool

  isSemver  (string, bool) -> bool
  semver    (string, bool) -> Semver
  `,
};
