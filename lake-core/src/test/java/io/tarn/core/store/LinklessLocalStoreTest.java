package io.tarn.core.store;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The same promises on a file system without hard links, as exFAT. */
class LinklessLocalStoreTest extends ObjectStoreContract {
    @TempDir
    Path dir;

    @Override
    protected ObjectStore open() {
        return new LocalStore(dir.resolve("lake"), (name, file) -> {
            throw new FileSystemException(name.toString(), file.toString(), "Operation not permitted");
        });
    }

    @Override
    protected String hostileCharacters() {
        return "ab-._~ =+%'0Z!";
    }
}
