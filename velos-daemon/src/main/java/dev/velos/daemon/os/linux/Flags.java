package dev.velos.daemon.os.linux;

/** Constants of the Linux system call interface that are the same on x86-64 and AArch64. */
final class Flags {
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_NOCTTY = 0400;
    static final int O_APPEND = 02000;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;

    static final int SEEK_END = 2;
    static final int F_SETFD = 2;
    static final int FD_CLOEXEC = 1;
    static final int F_DUPFD_CLOEXEC = 1030;
    static final int F_SETPIPE_SZ = 1031;
    static final int F_GETPIPE_SZ = 1032;
    static final int FIONREAD = 0x541B;

    static final int AT_EMPTY_PATH = 0x1000;
    static final int STATX_NLINK = 0x4;
    static final int STATX_SIZE = 0x200;
    static final int STATX_BYTES = 256;
    static final int STATX_NLINK_OFFSET = 16;
    static final int STATX_SIZE_OFFSET = 40;

    static final int EPOLL_CLOEXEC = O_CLOEXEC;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_DEL = 2;
    static final int EPOLL_CTL_MOD = 3;
    static final int EPOLLIN = 1;
    static final int EPOLLOUT = 4;
    static final int EPOLLERR = 8;
    static final int EPOLLHUP = 16;
    static final int EPOLLRDHUP = 0x2000;

    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int SOCK_STREAM = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_NONBLOCK = O_NONBLOCK;
    static final int SOCK_CLOEXEC = O_CLOEXEC;
    static final int SOL_SOCKET = 1;
    static final int AF_INET6 = 10;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int SO_REUSEADDR = 2;
    static final int SO_ERROR = 4;
    static final int SO_PEERCRED = 17;
    static final int SO_KEEPALIVE = 9;
    static final int SO_LINGER = 13;
    static final int IPPROTO_TCP = 6;
    static final int TCP_NODELAY = 1;
    static final int TCP_KEEPIDLE = 4;
    static final int TCP_KEEPINTVL = 5;
    static final int SHUT_RD_WR = 2;
    static final int SHUT_WR = 1;
    static final int SPLICE_F_MOVE = 1;
    static final int SPLICE_F_NONBLOCK = 2;
    static final int F_GETFL = 3;
    static final int F_SETFL = 4;
    static final int RLIMIT_NOFILE = 7;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_DONTWAIT = 0x40;
    static final int SCM_RIGHTS = 1;

    static final int MADV_DONTNEED = 4;
    static final int MADV_NOHUGEPAGE = 15;

    static final int WNOHANG = 1;
    static final int PRIO_PROCESS = 0;
    static final int SIGKILL = 9;
    static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    static final int POSIX_SPAWN_SETSID = 0x80;
    static final int PR_SET_CHILD_SUBREAPER = 36;
    static final int LOCK_EX_NB = 2 | 4;

    static final int SC_CLK_TCK = 2;
    static final int SC_PAGESIZE = 30;

    /** System calls from number 424 on have one number on all architectures. */
    static final int SYS_PIDFD_OPEN = 434;

    static final int SYS_PIDFD_GETFD = 438;

    /** struct rusage of 64-bit Linux, and its ru_maxrss, in KiB. */
    static final int RUSAGE_BYTES = 144;

    static final int RUSAGE_MAXRSS_OFFSET = 32;

    private Flags() {}
}
