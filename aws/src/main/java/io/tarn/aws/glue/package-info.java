/** AWS Glue as a catalog: tables and registered partitions. */
@NullMarked
package io.tarn.aws.glue;

import org.jspecify.annotations.NullMarked;
