using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DeepTricks.Dsl.Kernels;

/// <summary>
/// One zero-filled block of native memory from which buffers are taken one after the other and freed together. It starts on a
/// page, and every buffer on a cache line of 64 bytes. What it hands out must not be used after it is disposed or collected.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NativeArena : IDisposable
{
    private const int PageBytes = 4096;
    private const int LineBytes = 64;

    private readonly long length;
    private void* block;
    private byte* start;
    private long taken;

    /// <summary>Allocates a block of <paramref name="bytes"/> bytes, all zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is negative.</exception>
    /// <exception cref="InsufficientMemoryException">The system has not that much memory; the message says how much was needed.</exception>
    public NativeArena(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        length = bytes;
        try
        {
            // The allocator's own zeroing leaves untouched pages to the system, so a large arena costs nothing until it is used.
            block = NativeMemory.AllocZeroed(checked((nuint)bytes + PageBytes));
        }
        catch (Exception exception) when (exception is OutOfMemoryException or OverflowException)
        {
            GC.SuppressFinalize(this);
            string message = FormattableString.Invariant($"The system can't give {bytes} bytes of memory in one piece.");
            throw new InsufficientMemoryException(message, exception);
        }

        start = (byte*)(((nuint)block + PageBytes - 1) & ~(nuint)(PageBytes - 1));
        if (bytes > 0)
        {
            GC.AddMemoryPressure(bytes);
        }
    }

    /// <summary>Frees the block of an arena that nobody disposed.</summary>
    ~NativeArena() => Free();

    /// <summary>Bytes of the arena.</summary>
    public long Length => length;

    /// <summary>Bytes taken so far, rounded up to whole cache lines.</summary>
    public long Taken => taken;

    /// <summary>The bytes that <see cref="Take"/> uses up for <paramref name="floats"/> floats.</summary>
    public static long BytesFor(long floats) => checked(((floats * sizeof(float)) + LineBytes - 1) & ~(LineBytes - 1L));

    /// <summary>An arena with room for buffers of the given numbers of floats.</summary>
    public static NativeArena For(params ReadOnlySpan<long> floats)
    {
        long bytes = 0;
        foreach (long count in floats)
        {
            bytes = checked(bytes + BytesFor(count));
        }

        return new NativeArena(bytes);
    }

    /// <summary>Takes the next <paramref name="floats"/> floats, aligned to 64 bytes and zero.</summary>
    /// <exception cref="InsufficientMemoryException">The arena was planned too small; the message says what is needed and left.</exception>
    /// <exception cref="ObjectDisposedException">The arena is disposed.</exception>
    public Floats Take(long floats) => new((float*)TakeBytes(BytesFor(floats)));

    /// <summary>Copies <paramref name="offsets"/> into the arena.</summary>
    /// <exception cref="InsufficientMemoryException">The arena was planned too small; the message says what is needed and left.</exception>
    /// <exception cref="ObjectDisposedException">The arena is disposed.</exception>
    public Offsets Table(ReadOnlySpan<int> offsets)
    {
        int* table = (int*)TakeBytes(BytesFor(offsets.Length));
        offsets.CopyTo(new Span<int>(table, offsets.Length));
        return new Offsets(table, offsets.Length);
    }

    /// <summary>Frees the block; everything taken from it becomes invalid.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private byte* TakeBytes(long bytes)
    {
        ObjectDisposedException.ThrowIf(block == null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (bytes > length - taken)
        {
            throw new InsufficientMemoryException(FormattableString.Invariant($"{bytes} bytes are needed, but {length - taken} are left."));
        }

        byte* place = start + taken;
        taken += bytes;
        return place;
    }

    private void Free()
    {
        if (block == null)
        {
            return;
        }

        NativeMemory.Free(block);
        block = null;
        start = null;
        if (length > 0)
        {
            GC.RemoveMemoryPressure(length);
        }
    }
}
