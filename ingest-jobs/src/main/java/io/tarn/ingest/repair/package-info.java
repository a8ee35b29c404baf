/**
 * Derived objects that were lost or damaged, built again from what is proven intact: the archive, the log and the
 * files. What cannot be proven is named and left alone.
 */
@NullMarked
package io.tarn.ingest.repair;

import org.jspecify.annotations.NullMarked;
