namespace DeepTricks.Dsl;

/// <summary>A device has not as much memory as a network needs to train or predict; nothing was run.</summary>
public sealed class DeviceMemoryException : Exception
{
    internal DeviceMemoryException(string device, long neededBytes, long freeBytes, Exception? cause = null)
        : base(FormattableString.Invariant($"{device} has {freeBytes} bytes of memory free, {neededBytes} are needed; use a smaller batch or a smaller network"), cause)
    {
        NeededBytes = neededBytes;
        FreeBytes = freeBytes;
    }

    /// <summary>Bytes that are needed.</summary>
    public long NeededBytes { get; }

    /// <summary>Bytes that were free.</summary>
    public long FreeBytes { get; }
}
