package io.tarn.core.store;

import java.io.Serializable;
import java.util.List;

/**
 * An upload that was written whole and not completed: what {@link UploadStager#complete} needs, and what the object
 * must be.
 *
 * @param size bytes
 * @param crc32c of all of them, 8 hex digits
 */
public record StagedObject(String uploadId, List<PartTag> parts, long size, String crc32c) implements Serializable {}
