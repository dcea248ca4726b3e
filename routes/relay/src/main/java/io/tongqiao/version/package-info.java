/**
 * Which version of each system's folder is in force: kept in the journal, gone over to on every
 * node without a restart, rolled back in one step. What is on its way ends in the version in which
 * it began.
 */
package io.tongqiao.version;
