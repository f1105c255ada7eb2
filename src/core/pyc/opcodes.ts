/** What the few instructions do that say which name a constant gets; every other one hides the stack. */
export type Effect =
  | 'const' // LOAD_CONST
  | 'push' // something unknown
  | 'pushTwo'
  | 'nothing'
  | 'attribute' // LOAD_ATTR: the top becomes unknown
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
  | 'keywordNames' // the names are a constant of their own
  | 'callPairs' // CALL_FUNCTION with names and values in turn
  | 'makeFunction' // with the defaults one by one
  | 'duplicate'
  | 'swap'
  | 'unpack'
  | 'extendedArg';

export interface InstructionSet {
  /** Two bytes each, else one, or three from 90 on (`HAVE_ARGUMENT`). */
  readonly isWordcode: boolean;
  readonly effects: ReadonlyMap<number, Effect>;
}

type Numbers = Partial<Record<Effect, readonly number[]>>;

/** The numbers are those of `opcode.opmap` of each Python. */
const OLD: Numbers = {
  ...{ const: [100], attribute: [106], storeName: [90, 97], storeLocal: [125], storeCell: [137] },
  ...{ push: [101, 105, 124, 116, 136, 135], nothing: [9], storeAttribute: [95], storeItem: [60] },
  ...{ storePair: [54], collect: [102, 103, 104], callPairs: [131], makeFunction: [132] },
  ...{ duplicate: [4], swap: [2], unpack: [92], extendedArg: [143, 144, 145] },
};
const SINCE_3_6: Numbers = {
  ...{ const: [100], attribute: [106], storeName: [90, 97], storeLocal: [125], storeCell: [137] },
  ...{ push: [101, 124, 116, 136, 135, 71], nothing: [9], storeAttribute: [95], storeItem: [60] },
  ...{ collect: [102, 103, 104], map: [105], constKeyMap: [156], callKeywords: [141], extend: [162, 163] },
  ...{ duplicate: [4], swap: [2], unpack: [92], extendedArg: [144] },
};
const SINCE_3_11: Numbers = {
  ...{ const: [100], attribute: [106], storeName: [90, 97], storeLocal: [125], storeCell: [138] },
  ...{ push: [101, 124, 116, 137, 136, 127, 2, 71, 87], nothing: [9, 0, 151, 135, 149, 166] },
  ...{ storeAttribute: [95], storeItem: [60], collect: [102, 103, 104], extend: [162, 163], map: [105] },
  ...{
    constKeyMap: [156],
    keywordNames: [172],
    duplicate: [120],
    swap: [99],
    unpack: [92],
    extendedArg: [144],
  },
};
const SINCE_3_13: Numbers = {
  ...{ const: [83], attribute: [82], storeName: [114, 113], storeLocal: [110], storeCell: [109] },
  ...{ push: [92, 85, 91, 84, 87, 34, 24, 25], pushTwo: [88], nothing: [30, 0, 149, 94, 62] },
  ...{ storeAttribute: [108], storeItem: [39], storeTwoLocals: [112], storeAndLoad: [111] },
  ...{ collect: [52, 47, 49], extend: [81, 107], map: [48], constKeyMap: [46], callKeywords: [57] },
  ...{ duplicate: [61], swap: [115], unpack: [117], extendedArg: [71] },
};
const SINCE_3_14: Numbers = {
  ...{ const: [82], attribute: [80], storeName: [116, 115], storeLocal: [112], storeCell: [111] },
  ...{ push: [93, 84, 92, 83, 86, 88, 94, 81, 33, 21, 22], pushTwo: [89, 87] },
  ...{ nothing: [27, 0, 128, 97, 60, 28], storeAttribute: [110], storeItem: [38] },
  ...{ storeTwoLocals: [114], storeAndLoad: [113], collect: [51, 46, 48], extend: [79, 109], map: [47] },
  ...{ callKeywords: [55], duplicate: [59], swap: [117], unpack: [119], extendedArg: [69] },
};
const SINCE_3_15: Numbers = {
  ...{ const: [81], attribute: [79], storeName: [115, 114], storeLocal: [111], storeCell: [110] },
  ...{ push: [92, 83, 91, 82, 85, 87, 93, 80, 31, 19, 20], pushTwo: [88, 86] },
  ...{ nothing: [25, 0, 128, 96, 58, 26], storeAttribute: [109], storeItem: [36] },
  ...{ storeTwoLocals: [113], storeAndLoad: [112], collect: [49, 44, 46], extend: [78, 108], map: [45] },
  ...{ callKeywords: [53], duplicate: [57], swap: [116], unpack: [118], extendedArg: [67] },
};

const compile = (isWordcode: boolean, numbers: Numbers): InstructionSet => ({
  isWordcode,
  effects: new Map(
    (Object.entries(numbers) as [Effect, readonly number[]][]).flatMap(([effect, opcodes]) =>
      opcodes.map((opcode) => [opcode, effect] as const),
    ),
  ),
});

/** First version, newest first. The numbers of 3.16 are unknown: its constants stay without names. */
const SETS: readonly (readonly [since: number, InstructionSet | undefined])[] = [
  [316, undefined],
  [315, compile(true, SINCE_3_15)],
  [314, compile(true, SINCE_3_14)],
  [313, compile(true, SINCE_3_13)],
  [311, compile(true, SINCE_3_11)],
  [306, compile(true, SINCE_3_6)],
  [203, compile(false, OLD)],
];

/** The instructions of a Python (see `versionNumber`), where their numbers are known. */
export const instructionSet = (version: number | undefined): InstructionSet | undefined =>
  version === undefined ? undefined : SETS.find(([since]) => version >= since)?.[1];
