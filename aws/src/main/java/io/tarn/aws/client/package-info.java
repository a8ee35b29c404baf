/** What all services of AWS share: one HTTP client, credentials, region, endpoint, timeouts and attempts. */
@NullMarked
package io.tarn.aws.client;

import org.jspecify.annotations.NullMarked;
