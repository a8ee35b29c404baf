package io.tarn.landing.imports;

/** Is told how far an import is. Called on the importing thread. */
public interface ImportProgress {
    /** Nobody looks. */
    ImportProgress NONE = new ImportProgress() {};

    /** How many bytes there are to read, twice each: once to know them, once to land them. */
    default void total(long bytes) {}

    /** So many more bytes are done. */
    default void done(long bytes) {}

    /** A line for people. */
    default void say(String line) {}
}
