/** Real servers for tests, here and in other modules. */
package io.tarn.aws.servers;
