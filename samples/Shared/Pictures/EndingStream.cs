namespace Shared.Pictures;

/// <summary>
/// Bytes that end where they end: reading beyond throws. The decoder takes what it reads there for zeros, and would search a JPEG file
/// that was cut off for its end mark forever.
/// </summary>
internal sealed class EndingStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    /// <inheritdoc/>
    public override int ReadByte() => base.ReadByte() is var value and >= 0 ? value : throw new EndOfStreamException();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Checked(base.Read(buffer, offset, count), count);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Checked(base.Read(buffer), buffer.Length);

    private static int Checked(int read, int wanted) => read > 0 || wanted == 0 ? read : throw new EndOfStreamException();
}
