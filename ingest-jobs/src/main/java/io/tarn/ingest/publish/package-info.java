/** The one way in which files become visible: heads, transactions of days, records applied, the catalog. */
@NullMarked
package io.tarn.ingest.publish;

import org.jspecify.annotations.NullMarked;
