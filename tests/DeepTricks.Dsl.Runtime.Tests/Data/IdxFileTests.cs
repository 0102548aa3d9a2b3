using System.IO.Compression;

namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class IdxFileTests
{
    private const string Name = "some-images";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_images_plain_or_compressed(bool compressed)
    {
        byte[] file = IdxBytes.Images(5, 4, 3);
        var images = ReadImages(compressed ? IdxBytes.Gzip(file) : file);
        Assert.Equal((5, 4, 3), (images.Count, images.Height, images.Width));
        Assert.Equal(file[16..], images.Pixels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_labels_plain_or_compressed(bool compressed)
    {
        byte[] file = IdxBytes.Labels(3, 1, 4, 1, 5);
        Assert.Equal([3, 1, 4, 1, 5], ReadLabels(compressed ? IdxBytes.Gzip(file) : file));
    }

    [Fact]
    public void Reads_more_than_one_block()
    {
        byte[] file = IdxBytes.Images(50, 700, 1000);
        Assert.Equal(file[16..], ReadImages(IdxBytes.Gzip(file)).Pixels);
    }

    [Fact]
    public void Wrong_magic_number_is_named()
    {
        var exception = Assert.Throws<IdxFormatException>(() => ReadImages(IdxBytes.Labels(1, 2, 3)));
        Assert.Equal((Name, "the magic number 0x00000803", "0x00000801"), (exception.File, exception.Expected, exception.Found));
        Assert.Contains(Name, exception.Message, StringComparison.Ordinal);
        Assert.Throws<IdxFormatException>(() => ReadLabels(IdxBytes.Images(1, 2, 3)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(75)]
    public void Truncated_files_are_refused(int length)
    {
        byte[] file = IdxBytes.Images(5, 4, 3)[..length];
        Assert.Throws<IdxFormatException>(() => ReadImages(file));
        Assert.Throws<IdxFormatException>(() => ReadImages(IdxBytes.Gzip(file)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(30)]
    public void Truncated_gzip_is_refused(int missing)
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Images(50, 4, 3));
        Assert.Throws<IdxFormatException>(() => ReadImages(packed[..^missing]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Gzip_with_a_wrong_sum_or_length_is_refused(int fromEnd)
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Images(50, 4, 3));
        packed[^fromEnd] ^= 0x10;
        Assert.Throws<IdxFormatException>(() => ReadImages(packed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(100_000)]
    public void Bytes_behind_the_gzip_data_are_refused(int count)
    {
        byte[] junk = new byte[count];
        Array.Fill(junk, (byte)'x');
        Assert.Throws<IdxFormatException>(() => ReadImages([.. IdxBytes.Gzip(IdxBytes.Images(50, 4, 3)), .. junk]));
    }

    [Fact]
    public void Trailing_bytes_are_refused()
    {
        byte[] file = [.. IdxBytes.Images(5, 4, 3), 0];
        Assert.Equal("more", Assert.Throws<IdxFormatException>(() => ReadImages(file)).Found);
        Assert.Throws<IdxFormatException>(() => ReadImages(IdxBytes.Gzip(file)));
    }

    [Theory]
    [InlineData(0, 4, 3)]
    [InlineData(5, 0, 3)]
    [InlineData(-1, 4, 3)]
    [InlineData(5, 4, int.MinValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(65536, 65536, 1)]
    [InlineData(1 << 20, 1 << 11, 1)]
    public void Impossible_sizes_are_refused(int count, int height, int width)
    {
        byte[] file = IdxBytes.Of(0x803, [count, height, width], new byte[60]);
        Assert.Throws<IdxFormatException>(() => ReadImages(file));
        Assert.Throws<IdxFormatException>(() => ReadImages(IdxBytes.Gzip(file)));
    }

    [Fact]
    public void A_claim_beyond_what_the_file_can_hold_takes_no_memory()
    {
        byte[] packed = IdxBytes.Gzip(IdxBytes.Of(0x803, [2_000_000, 28, 28], new byte[3_000_000]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<IdxFormatException>(() => ReadImages(packed));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Data_beyond_the_claim_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(IdxBytes.Labels(1, 2));
            for (int i = 0; i < 200; i++)
            {
                gzip.Write(new byte[1 << 20]);
            }
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<IdxFormatException>(() => ReadLabels(packed.ToArray()));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_missing_file_is_a_missing_file()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FileNotFoundException>(() => IdxFile.ReadImages(folder["none"]));
    }

    [Fact]
    public void Damaged_files_only_ever_throw_the_readers_own_exception()
    {
        byte[] images = IdxBytes.Images(5, 4, 3);
        byte[] labels = IdxBytes.Labels(3, 1, 4, 1, 5, 9, 2, 6);
        byte[][] originals = [images, labels, IdxBytes.Gzip(images), IdxBytes.Gzip(labels)];
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = i % 10 == 0 ? Mutations.Noise(random) : Mutations.Apply(originals[i % 4], 20, random);
            foreach (Action read in (Action[])[() => ReadImages(damaged), () => ReadLabels(damaged)])
            {
                try
                {
                    read();
                }
                catch (IdxFormatException)
                {
                    refused++;
                }
            }
        }

        Assert.InRange(refused, 25_000, 40_000);
    }

    private static IdxImages ReadImages(byte[] file) => IdxFile.ReadImages(new MemoryStream(file), Name);

    private static byte[] ReadLabels(byte[] file) => IdxFile.ReadLabels(new MemoryStream(file), Name);
}
