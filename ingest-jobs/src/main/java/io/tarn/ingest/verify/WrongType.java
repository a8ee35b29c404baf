package io.tarn.ingest.verify;

/** A column of a file is not what the schema that the file was written with says. */
final class WrongType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongType(String column, String why) {
        super("column '" + column + "': " + why, null, false, false);
    }
}
