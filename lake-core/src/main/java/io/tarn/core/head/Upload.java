package io.tarn.core.head;

import io.tarn.core.store.PartTag;
import java.io.Serializable;
import java.util.List;

/** An upload that was written whole and not completed. */
public record Upload(String id, List<PartTag> parts) implements Serializable {}
