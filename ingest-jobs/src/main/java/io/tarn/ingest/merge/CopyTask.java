package io.tarn.ingest.merge;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Upload;
import io.tarn.core.store.StagedObject;
import io.tarn.core.store.Stores;
import io.tarn.core.store.UploadOutput;
import io.tarn.ingest.engine.Work;
import java.io.IOException;
import java.io.InputStream;

/** Copies one file, byte for byte, into a staged upload. */
final class CopyTask implements Work<CopySpec, FileEntry> {
    private static final long serialVersionUID = 1L;

    @Override
    public FileEntry run(CopySpec spec) throws IOException {
        FileEntry file = spec.file();
        try (InputStream in = Stores.open(spec.state()).open(file.key());
                UploadOutput out = new UploadOutput(Stores.open(spec.lake()), spec.key())) {
            in.transferTo(out);
            StagedObject copy = out.finish();
            if (copy.size() != file.size() || !copy.crc32c().equals(file.crc32c())) {
                out.abort();
                throw new TarnException(
                        ExitCode.INTEGRITY,
                        "File '" + file.key() + "' is not what was written",
                        "it has " + copy.size() + " bytes with CRC32C " + copy.crc32c() + " instead of " + file.size()
                                + " with " + file.crc32c(),
                        "Nothing was published, and the files that it replaces are still there. Run 'tarn verify'");
            }
            return new FileEntry(
                    Root.LAKE,
                    spec.key(),
                    copy.size(),
                    copy.crc32c(),
                    file.rows(),
                    file.undated(),
                    file.schema(),
                    Upload.of(copy));
        }
    }
}
