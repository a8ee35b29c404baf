/** The object store in a bucket. */
@NullMarked
package io.tarn.aws.s3;

import org.jspecify.annotations.NullMarked;
