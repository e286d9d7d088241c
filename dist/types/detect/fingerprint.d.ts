/** Lower-case hex SHA-256 of a key's characters. */
export declare function sha256(key: string): string;
/** `<rule id>:<SHA-256>`: no position, so that moves, rebases and squashes keep it. */
export declare function fingerprintOf(ruleId: string, key: string): string;
