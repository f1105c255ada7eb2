import { type Origin, versionNumber } from '../read/magic.ts';

/** What an instruction does, for the few that show which name a constant gets; after others the stack is unknown. */
export type Effect =
  | 'const' // LOAD_CONST
  | 'push' // something unknown
  | 'loadName' // also LOAD_GLOBAL up to 3.10
  | 'loadLocal'
  | 'loadCell'
  | 'loadTwoLocals'
  | 'nothing'
  | 'attribute' // LOAD_ATTR up to 3.11
  | 'attributeOrMethod' // LOAD_ATTR since 3.12: with its lowest bit set it pushes two
  | 'method' // LOAD_METHOD
  | 'globalOrNull' // LOAD_GLOBAL since 3.11: with its lowest bit set it pushes two
  | 'pop'
  | 'binary' // two become one
  | 'item' // BINARY_SUBSCR
  | 'binaryOrItem' // BINARY_OP since 3.14
  | 'compare' // also CONTAINS_OP
  | 'returnTop'
  | 'returnConst'
  | 'call' // of one object with its arguments
  | 'callMethod' // of two
  | 'storeName' // also STORE_GLOBAL
  | 'storeLocal'
  | 'storeCell'
  | 'storeAttribute'
  | 'storeItem' // STORE_SUBSCR
  | 'storePair' // STORE_MAP
  | 'storeTwoLocals'
  | 'storeAndLoad'
  | 'collect' // BUILD_TUPLE, BUILD_LIST, BUILD_SET
  | 'extend' // LIST_EXTEND, SET_UPDATE
  | 'map' // BUILD_MAP of keys and values in turn
  | 'constKeyMap'
  | 'callKeywords' // the names are on top
  | 'callMethodKeywords'
  | 'keywordNames' // the names are a constant of their own
  | 'callPairs' // CALL_FUNCTION up to 3.5, with names and values in turn
  | 'makeFunction' // with the defaults one by one
  | 'duplicate'
  | 'swap'
  | 'unpack'
  | 'extendedArg';

export interface InstructionSet {
  /** Two bytes each, else one, or three from 90 on (`HAVE_ARGUMENT`). */
  readonly isWordcode: boolean;
  /** By opcode. */
  readonly effects: readonly (Effect | undefined)[];
}

type Numbers = Partial<Record<Effect, readonly number[]>>;

/** The numbers are those of `opcode.opmap` of each Python. */
const OLD: Numbers = {
  ...{ const: [100], attribute: [106], storeName: [90, 97], storeLocal: [125], storeCell: [137] },
  ...{
    push: [105, 135],
    loadName: [101, 116],
    loadLocal: [124],
    loadCell: [136],
    nothing: [9],
    storeAttribute: [95],
    storeItem: [60],
  },
  ...{ storePair: [54], collect: [102, 103, 104], callPairs: [131], makeFunction: [132] },
  ...{ duplicate: [4], swap: [2], unpack: [92], extendedArg: [143, 144, 145], pop: [1] },
  ...{
    binary: [19, 20, 21, 22, 23, 24, 26, 27, 62, 63, 64, 65, 66],
    item: [25],
    compare: [107],
    returnTop: [83],
  },
};
const SINCE_3_6: Numbers = {
  ...{ const: [100], attribute: [106], storeName: [90, 97], storeLocal: [125], storeCell: [137] },
  ...{
    push: [135, 71],
    loadName: [101, 116],
    loadLocal: [124],
    loadCell: [136],
    nothing: [9],
    storeAttribute: [95],
    storeItem: [60],
  },
  ...{ collect: [102, 103, 104], map: [105], constKeyMap: [156], callKeywords: [141], extend: [162, 163] },
  ...{ duplicate: [4], swap: [2], unpack: [92], extendedArg: [144], pop: [1] },
  ...{
    binary: [16, 19, 20, 22, 23, 24, 26, 27, 62, 63, 64, 65, 66, 117],
    item: [25],
    compare: [107, 118],
    returnTop: [83],
  },
  ...{ call: [131], method: [160], callMethod: [161] },
};
/** PyPy 3.9; the releases around it have the same. */
const PYPY_3: Numbers = { ...SINCE_3_6, extend: [164, 165], callMethodKeywords: [204] };
const SINCE_3_11: Numbers = {
  ...{ const: [100], attribute: [106], storeName: [90, 97], storeLocal: [125], storeCell: [138] },
  ...{
    push: [136, 2, 71, 87],
    loadName: [101],
    loadLocal: [124, 127],
    loadCell: [137],
    nothing: [9, 0, 151, 135, 149, 166],
  },
  ...{ storeAttribute: [95], storeItem: [60], collect: [102, 103, 104], extend: [162, 163], map: [105] },
  ...{
    constKeyMap: [156],
    keywordNames: [172],
    duplicate: [120],
    swap: [99],
    unpack: [92],
    extendedArg: [144],
  },
  ...{
    pop: [1],
    binary: [122, 117],
    item: [25],
    compare: [107, 118],
    returnTop: [83],
    callMethod: [171],
    method: [160],
    globalOrNull: [116],
  },
};
const SINCE_3_12: Numbers = {
  ...SINCE_3_11,
  returnConst: [121],
  attribute: [],
  method: [],
  attributeOrMethod: [106],
};
const SINCE_3_13: Numbers = {
  ...{ const: [83], attributeOrMethod: [82], storeName: [114, 113], storeLocal: [110], storeCell: [109] },
  ...{
    push: [34, 24, 25],
    loadName: [92],
    loadLocal: [85, 87],
    loadCell: [84],
    loadTwoLocals: [88],
    nothing: [30, 0, 149, 94, 62],
  },
  ...{ storeAttribute: [108], storeItem: [39], storeTwoLocals: [112], storeAndLoad: [111] },
  ...{ collect: [52, 47, 49], extend: [81, 107], map: [48], constKeyMap: [46], callMethodKeywords: [57] },
  ...{ duplicate: [61], swap: [115], unpack: [117], extendedArg: [71] },
  ...{
    pop: [32],
    binary: [45, 76],
    item: [5],
    compare: [58, 59],
    returnTop: [36],
    returnConst: [103],
    callMethod: [53],
    globalOrNull: [91],
  },
};
const SINCE_3_14: Numbers = {
  ...{ const: [82], attributeOrMethod: [80], storeName: [116, 115], storeLocal: [112], storeCell: [111] },
  ...{
    push: [94, 81, 33, 21, 22],
    loadName: [93],
    loadLocal: [84, 86, 88],
    loadCell: [83],
    loadTwoLocals: [89, 87],
  },
  ...{ nothing: [27, 0, 128, 97, 60, 28], storeAttribute: [110], storeItem: [38] },
  ...{ storeTwoLocals: [114], storeAndLoad: [113], collect: [51, 46, 48], extend: [79, 109], map: [47] },
  ...{ callMethodKeywords: [55], duplicate: [59], swap: [117], unpack: [119], extendedArg: [69] },
  ...{
    pop: [31],
    binary: [74],
    binaryOrItem: [44],
    compare: [56, 57],
    returnTop: [35],
    callMethod: [52],
    globalOrNull: [92],
  },
};
const SINCE_3_15: Numbers = {
  ...{ const: [81], attributeOrMethod: [79], storeName: [115, 114], storeLocal: [111], storeCell: [110] },
  ...{
    push: [93, 80, 31, 19, 20],
    loadName: [92],
    loadLocal: [83, 85, 87],
    loadCell: [82],
    loadTwoLocals: [88, 86],
  },
  ...{ nothing: [25, 0, 128, 96, 58, 26], storeAttribute: [109], storeItem: [36] },
  ...{ storeTwoLocals: [113], storeAndLoad: [112], collect: [49, 44, 46], extend: [78, 108], map: [45] },
  ...{ callMethodKeywords: [53], duplicate: [57], swap: [116], unpack: [118], extendedArg: [67] },
  ...{
    pop: [29],
    binary: [73],
    binaryOrItem: [42],
    compare: [54, 55],
    returnTop: [33],
    callMethod: [50],
    globalOrNull: [91],
  },
};

function compile(isWordcode: boolean, numbers: Numbers): InstructionSet {
  const effects: (Effect | undefined)[] = Array(256).fill(undefined);
  for (const [effect, opcodes] of Object.entries(numbers) as [Effect, readonly number[]][])
    for (const opcode of opcodes) effects[opcode] = effect;
  return { isWordcode, effects };
}

/** First version, newest first. The numbers of 3.16 are unknown: its constants stay without names. */
const SETS: readonly (readonly [since: number, InstructionSet | undefined])[] = [
  [316, undefined],
  [315, compile(true, SINCE_3_15)],
  [314, compile(true, SINCE_3_14)],
  [313, compile(true, SINCE_3_13)],
  [312, compile(true, SINCE_3_12)],
  [311, compile(true, SINCE_3_11)],
  [306, compile(true, SINCE_3_6)],
  [203, compile(false, OLD)],
];

const PYPY_SET = compile(true, PYPY_3);

/** The instructions of the Python that wrote a file, where their numbers are known. */
export function instructionSet({ implementation, python }: Partial<Origin>): InstructionSet | undefined {
  const version = versionNumber(python);
  if (version === undefined) return undefined;
  if (implementation === 'PyPy' && version >= 306) return PYPY_SET;
  return SETS.find(([since]) => version >= since)?.[1];
}
