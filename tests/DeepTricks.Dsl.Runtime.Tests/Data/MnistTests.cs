namespace DeepTricks.Dsl.Runtime.Tests;

public sealed class MnistTests
{
    [Theory]
    [InlineData('-', false)]
    [InlineData('.', false)]
    [InlineData('-', true)]
    [InlineData('.', true)]
    public void Finds_the_four_files_under_their_usual_names(char separator, bool compressed)
    {
        using var folder = Fill(separator, compressed);
        var (training, test) = Mnist.Load(folder.Path);
        Assert.Equal((3, 2), (training.Count, test.Count));
        Assert.Equal("2x4x1", training.Shape.ToString());
        Assert.Equal((7, 9), (training.LabelAt(0), test.LabelAt(1)));
        Assert.Equal(IdxBytes.Images(3, 2, 4)[16..], training.Bytes!);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("train-labels-idx1-ubyte")]
    [InlineData("t10k-images-idx3-ubyte")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void A_missing_file_is_named(string name)
    {
        using var folder = Fill('-', compressed: false);
        File.Delete(folder[name]);
        Assert.Contains(name, Assert.Throws<FileNotFoundException>(() => Mnist.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Assert.Contains("no-such-folder", Assert.Throws<DirectoryNotFoundException>(() => Mnist.Load("no-such-folder")).Message, StringComparison.Ordinal);

    [Fact]
    public void Counts_that_disagree_are_refused()
    {
        using var folder = Fill('-', compressed: false);
        File.WriteAllBytes(folder["train-labels-idx1-ubyte"], IdxBytes.Labels(7, 0));
        var exception = Assert.Throws<IdxFormatException>(() => Mnist.Load(folder.Path));
        Assert.StartsWith("3 labels", exception.Expected, StringComparison.Ordinal);
        Assert.Equal("2", exception.Found);
    }

    [Fact]
    public void Labels_above_9_are_refused()
    {
        using var folder = Fill('-', compressed: false);
        File.WriteAllBytes(folder["t10k-labels-idx1-ubyte"], IdxBytes.Labels(9, 10));
        Assert.Equal("label 10 of sample 1", Assert.Throws<IdxFormatException>(() => Mnist.Load(folder.Path)).Found);
    }

    [Fact]
    public void Images_of_another_size_in_the_test_set_are_refused()
    {
        using var folder = Fill('-', compressed: false);
        File.WriteAllBytes(folder["t10k-images-idx3-ubyte"], IdxBytes.Images(2, 4, 4));
        Assert.Equal("4x4x1", Assert.Throws<IdxFormatException>(() => Mnist.Load(folder.Path)).Found);
    }

    private static TemporaryFolder Fill(char separator, bool compressed)
    {
        var folder = new TemporaryFolder();
        Write("train-images", "idx3-ubyte", IdxBytes.Images(3, 2, 4));
        Write("train-labels", "idx1-ubyte", IdxBytes.Labels(7, 0, 1));
        Write("t10k-images", "idx3-ubyte", IdxBytes.Images(2, 2, 4));
        Write("t10k-labels", "idx1-ubyte", IdxBytes.Labels(2, 9));
        return folder;

        void Write(string kind, string format, byte[] bytes) =>
            File.WriteAllBytes(folder[kind + separator + format + (compressed ? ".gz" : "")], compressed ? IdxBytes.Gzip(bytes) : bytes);
    }
}
