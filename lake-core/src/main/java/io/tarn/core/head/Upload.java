package io.tarn.core.head;

import io.tarn.core.store.PartTag;
import io.tarn.core.store.StagedObject;
import java.io.Serializable;
import java.util.List;

/** An upload that was written whole and not completed. */
public record Upload(String id, List<PartTag> parts) implements Serializable {
    /** The upload of what was staged. */
    public static Upload of(StagedObject staged) {
        return new Upload(staged.uploadId(), staged.parts());
    }
}
