package io.tarn.columnar;

import java.io.Serializable;

/**
 * What files should be like.
 *
 * @param targetFile bytes of a file
 * @param rowGroup bytes of a row group in a file, at most; row groups are made equal, so that they fill the file
 */
public record FileSizes(long targetFile, long rowGroup) implements Serializable {
    /** 256 MiB and 128 MiB. */
    public static final FileSizes DEFAULT = new FileSizes(256L << 20, 128L << 20);

    public FileSizes {
        if (targetFile < 1 || rowGroup < 1) {
            throw new IllegalArgumentException("sizes must be positive: " + targetFile + ", " + rowGroup);
        }
    }
}
