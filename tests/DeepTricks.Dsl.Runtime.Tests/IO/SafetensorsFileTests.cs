using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class SafetensorsFileTests
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    [Fact]
    public void Reads_a_hand_made_file()
    {
        byte[] file = SafetensorsBytes.Of(
            """{"__metadata__":{"by":"hand"},"b":{"dtype":"F32","shape":[],"data_offsets":[24,28]},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}   """,
            SafetensorsBytes.Floats(1, 2, 3, 4, 5, 6, 7));
        using var opened = Open(file);
        Assert.Equal("hand", opened.Metadata["by"]);
        Assert.Equal(["a", "b"], opened.Tensors.Select(t => t.Name));
        Assert.Equal([2L, 3L], opened.Find("a")!.Dimensions);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], opened.Read("a"));
        Assert.Equal([7f], opened.Read("b"));
        Assert.Null(opened.Find("c"));
        Assert.Throws<KeyNotFoundException>(() => opened.Read("c"));
    }

    [Fact]
    public void Reads_a_file_without_tensors()
    {
        using var opened = Open(SafetensorsBytes.Of("{}", []));
        Assert.Empty(opened.Tensors);
        Assert.Empty(opened.Metadata);
    }

    [Fact]
    public void Reads_half_floats_and_brain_floats()
    {
        byte[] data = new byte[8];
        BinaryPrimitives.WriteHalfLittleEndian(data, (Half)(-1.5f));
        BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(2), Half.PositiveInfinity);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(4), 0x4049);
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(6), 0xBF80);
        using var opened = Open(SafetensorsBytes.Of(
            """{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]}}""", data));
        Assert.Equal([-1.5f, float.PositiveInfinity], opened.Read("h"));
        Assert.Equal([3.140625f, -1f], opened.Read("b"));
    }

    [Fact]
    public void Other_types_are_listed_but_not_read_as_floats()
    {
        using var opened = Open(SafetensorsBytes.Of("""{"n":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", new byte[8]));
        Assert.Equal("I64", opened.Find("n")!.Type);
        Assert.Contains("I64", Assert.Throws<SafetensorsException>(() => opened.Read("n")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(2);
        SafetensorsTensor[] tensors =
        [
            new("conv1.weight", EquatableArray.Of(8, 3, 5, 5), Enumerable.Range(0, 600).Select(_ => random.NextSingle()).ToArray()),
            new("größe \"🔢\"", EquatableArray.Of(3), new[] { float.NaN, -0f, float.Epsilon }),
            new("single", EquatableArray<int>.Empty, new[] { 42f }),
            new("none", EquatableArray.Of(0, 7), Array.Empty<float>()),
            new("large", EquatableArray.Of(100_000), Enumerable.Range(0, 100_000).Select(i => (float)i).ToArray()),
        ];
        SafetensorsFile.Write(folder["x.safetensors"], tensors, new Dictionary<string, string> { ["json"] = "{\"a\": \"ä\\n\"}", [""] = "" });
        using var opened = SafetensorsFile.Open(folder["x.safetensors"]);
        Assert.Equal("{\"a\": \"ä\\n\"}", opened.Metadata["json"]);
        Assert.Equal("", opened.Metadata[""]);
        foreach (var tensor in tensors)
        {
            Assert.Equal(tensor.Values.ToArray().Select(BitConverter.SingleToInt32Bits), opened.Read(tensor.Name).Select(BitConverter.SingleToInt32Bits));
            Assert.Equal(tensor.Dimensions.Select(size => (long)size), opened.Find(tensor.Name)!.Dimensions);
        }
    }

    [Fact]
    public void The_written_form_is_that_of_the_format()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder["x"], [new("t", EquatableArray.Of(2), new[] { 1f, 2f })], new Dictionary<string, string> { ["k"] = "v" });
        byte[] bytes = File.ReadAllBytes(folder["x"]);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"__metadata__":{"k":"v"},"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
            Encoding.UTF8.GetString(bytes.AsSpan(8, length)).TrimEnd(' '));
        Assert.Equal(SafetensorsBytes.Floats(1, 2), bytes[(8 + length)..]);
        using var parsed = JsonDocument.Parse(bytes.AsMemory(8, length));
    }

    [Fact]
    public void What_can_not_be_written_is_refused_before_anything_is()
    {
        using var folder = new TemporaryFolder();
        var one = new SafetensorsTensor("a", EquatableArray.Of(1), new[] { 1f });
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder["x"], [one, one], NoMetadata));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder["x"], [one with { Name = "__metadata__" }], NoMetadata));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder["x"], [one with { Dimensions = EquatableArray.Of(2) }], NoMetadata));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder["x"], [one with { Dimensions = EquatableArray.Of(-1, -1) }], NoMetadata));
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "describes 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "describes 12 bytes")]
    [InlineData("""{}""", "describes 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "from byte 8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "12 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""", "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "impossible sizes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,8]}}""", "impossible sizes")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", "unknown type")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "lacks")]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", "lacks")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "lacks")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "does not belong")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}""", "does not belong")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "twice")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""", "twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", "twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", "wrong kind")]
    [InlineData("""{"__metadata__":{"k":{}}}""", "wrong kind")]
    [InlineData("""{"__metadata__":null}""", "wrong kind")]
    [InlineData("""{"a":[]}""", "wrong kind")]
    [InlineData("""{"a":{"dtype":[[[[[["F32"]]]]]],"shape":[2],"data_offsets":[0,8]}}""", "wrong kind")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[[[2]]]]],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}{}""", "not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData(""" {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "does not start")]
    [InlineData("""[]""", "does not start")]
    [InlineData("", "does not start")]
    public void A_bad_header_is_refused(string header, string problem)
    {
        var exception = Assert.Throws<SafetensorsException>(() => Open(SafetensorsBytes.Of(header, new byte[8])));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Equal("some-file", exception.File);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(65)]
    public void A_truncated_file_is_refused(int length)
    {
        byte[] file = SafetensorsBytes.Of("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]);
        Assert.Throws<SafetensorsException>(() => Open(file[..length]));
    }

    [Theory]
    [InlineData(3UL)]
    [InlineData(100_000_000UL)]
    [InlineData(100_000_001UL)]
    [InlineData(0x7FFFFFFFFFFFFFFFUL)]
    [InlineData(0xFFFFFFFFFFFFFFFFUL)]
    public void A_hostile_header_length_is_refused_without_taking_memory(ulong claimed)
    {
        byte[] file = SafetensorsBytes.Of(Encoding.UTF8.GetBytes("{}"), [], claimed);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<SafetensorsException>(() => Open(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        byte[] header = [(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'1', (byte)'}'];
        Assert.Throws<SafetensorsException>(() => Open(SafetensorsBytes.Of(header, [])));
    }

    [Fact]
    public void A_refused_file_is_closed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["x"], [1, 2, 3]);
        Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(folder["x"]));
        using var exclusive = new FileStream(folder["x"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Damaged_files_only_ever_throw_the_readers_own_exception()
    {
        const string Header =
            """{"__metadata__":{"format":"pt"},"a.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"a.bias":{"dtype":"F16","shape":[4],"data_offsets":[24,32]},"n":{"dtype":"I64","shape":[],"data_offsets":[32,40]}}""";
        byte[] original = SafetensorsBytes.Of(Header, new byte[40]);
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = i % 10 == 0 ? SafetensorsBytes.Of(Mutations.Noise(random), Mutations.Noise(random)) : Mutations.Apply(original, Header.Length + 8, random);
            try
            {
                using var opened = Open(damaged);
                foreach (var tensor in opened.Tensors)
                {
                    opened.Read(tensor.Name);
                }
            }
            catch (SafetensorsException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 15_000, 20_000);
    }

    [Fact]
    public void Changed_numbers_in_the_header_only_ever_throw_the_readers_own_exception()
    {
        string[] numbers = ["0", "1", "4", "8", "12", "-1", "2147483647", "2147483648", "4294967296", "9223372036854775807", "1e3", "0.5"];
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++)
        {
            string Any() => numbers[random.Next(numbers.Length)];
            string header = $$$"""{"a":{"dtype":"F32","shape":[{{{Any()}}},{{{Any()}}}],"data_offsets":[{{{Any()}}},{{{Any()}}}]},"b":{"dtype":"BF16","shape":[{{{Any()}}}],"data_offsets":[{{{Any()}}},{{{Any()}}}]}}""";
            try
            {
                using var opened = Open(SafetensorsBytes.Of(header, new byte[random.Next(20)]));
                foreach (var tensor in opened.Tensors)
                {
                    Assert.Equal(tensor.Count, opened.Read(tensor.Name).Length);
                }
            }
            catch (SafetensorsException)
            {
            }
        }
    }

    private static SafetensorsFile Open(byte[] file) => SafetensorsFile.Open(new MemoryStream(file), "some-file");
}
