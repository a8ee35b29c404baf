package io.tarn.core.store;

import java.nio.file.Path;

/** Create-only puts: an existing object is never overwritten. Thread-safe; of many writers exactly one wins. */
public interface ObjectCreator {
    /** Creates the object durably; false where the key is taken (whatever is in it), and then nothing changed. */
    boolean create(String key, byte[] bytes);

    /** As {@link #create(String, byte[])} with a file's content; the file stays where it is. */
    boolean create(String key, Path file);
}
