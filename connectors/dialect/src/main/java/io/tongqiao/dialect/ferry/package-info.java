/**
 * What lies in the directories of a ferry (网闸摆渡): packages with manifest, digests and marker, and
 * the lists of a day. Who ferries what and when is not here.
 */
package io.tongqiao.dialect.ferry;
