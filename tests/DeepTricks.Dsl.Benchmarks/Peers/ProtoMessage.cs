using Google.Protobuf;

namespace DeepTricks.Dsl.Benchmarks.Peers;

/// <summary>A protobuf message in the making. Field numbers are those of onnx.proto.</summary>
internal sealed class ProtoMessage
{
    private readonly MemoryStream bytes = new();

    public ProtoMessage Number(int field, long value) => Write(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    public ProtoMessage Text(int field, string value) => Write(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

    public ProtoMessage Bytes(int field, ReadOnlyMemory<byte> value) =>
        Write(field, WireFormat.WireType.LengthDelimited, output => output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value)));

    public ProtoMessage Message(int field, ProtoMessage value) => Bytes(field, value.ToArray());

    public byte[] ToArray() => bytes.ToArray();

    private ProtoMessage Write(int field, WireFormat.WireType type, Action<CodedOutputStream> value)
    {
        using var output = new CodedOutputStream(bytes, leaveOpen: true);
        output.WriteTag(field, type);
        value(output);
        return this;
    }
}
