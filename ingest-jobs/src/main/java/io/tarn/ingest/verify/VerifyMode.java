package io.tarn.ingest.verify;

/** How thoroughly is verified; each does what the one before it does. */
public enum VerifyMode {
    /** Balance, sizes, footers, catalog, foreign objects; the bytes of files stay unread. */
    QUICK,
    /** And every byte of every file against its recorded checksum, pages against their CRCs. */
    FULL,
    /** And every published row against its archived event. */
    DEEP
}
