using Shared.Pictures;

namespace DeepTricks.Dsl.Samples.Tests.Pictures;

public sealed class PictureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("image.png")]
    [InlineData("image.PNG")]
    [InlineData("image.bmp")]
    [InlineData("image.jpg")]
    [InlineData("image.jpeg")]
    public void A_file_is_decoded_to_rows_of_red_green_and_blue(string name)
    {
        var file = ImageFiles.WritePlain(folder.File(name), 5, 9, 200, 100, 50);

        var picture = PictureFile.Decode(file);

        Assert.NotNull(picture);
        Assert.Equal((5, 9), (picture.Height, picture.Width));
        Assert.True(PictureFile.HasKnownExtension(file));
        AssertAbout([200, 100, 50], picture.Pixels.AsSpan(0, 3), 3);
        AssertAbout([200, 100, 50], picture.Pixels.AsSpan(picture.Pixels.Length - 3, 3), 3);
    }

    [Theory]
    [InlineData("whole.png", 0)]
    [InlineData("whole.png", 0.1)]
    [InlineData("whole.png", 0.6)]
    [InlineData("whole.jpg", 0.1)]
    [InlineData("whole.jpg", 0.6)]
    [InlineData("whole.jpg", 0.95)]
    [InlineData("whole.bmp", 0.6)]
    public void A_file_that_was_cut_off_is_no_picture(string name, double part)
    {
        var bytes = File.ReadAllBytes(ImageFiles.Write(folder.File(name), 20, 20, (y, x) => ((byte)(y * x), (byte)(y * 7), (byte)(x * 9))));
        var file = folder.File("damaged" + Path.GetExtension(name));
        File.WriteAllBytes(file, bytes[..(int)(part * bytes.Length)]);

        Assert.Null(PictureFile.Decode(file));
    }

    [Fact]
    public void A_picture_of_the_right_size_stays_as_it_is()
    {
        var picture = Numbered(4, 6);

        Assert.Equal(picture.Pixels, Fit(picture, 4, 6));
    }

    [Fact]
    public void Half_the_size_is_the_mean_of_four_pixels()
    {
        var picture = Gray(2, 4, 0, 100, 20, 40, 100, 200, 60, 80);

        Assert.Equal([100, 100, 100, 50, 50, 50], Fit(picture, 1, 2));
    }

    [Theory]
    [InlineData(2, 6)]
    [InlineData(6, 2)]
    public void What_is_too_long_loses_as_much_on_both_ends(int height, int width)
    {
        // 0 to 5 along the longer side: the middle 2x2 pixels are 2 and 3.
        var picture = Gray(height, width, [.. Enumerable.Range(0, 12).Select(i => (byte)(height == 2 ? i % 6 : i / 2))]);

        var fitted = Fit(picture, 2, 2);

        Assert.Equal(height == 2 ? [2, 3, 2, 3] : [2, 2, 3, 3], fitted.Where((_, i) => i % 3 == 0).Select(value => (int)value));
    }

    [Fact]
    public void A_larger_size_is_interpolated()
    {
        var fitted = Fit(Gray(2, 2, 0, 200, 0, 200), 4, 4);

        var row = fitted.Take(12).Where((_, i) => i % 3 == 0).ToArray();
        Assert.Equal(0, row[0]);
        Assert.Equal(200, row[^1]);
        Assert.InRange(row[1], 1, 99);
        Assert.InRange(row[2], 101, 199);
    }

    [Theory]
    [InlineData(1, 1, 7, 5)]
    [InlineData(3, 100, 8, 8)]
    [InlineData(37, 53, 32, 32)]
    [InlineData(500, 333, 224, 224)]
    public void One_colour_stays_one_colour_at_every_size(int height, int width, int newHeight, int newWidth)
    {
        var picture = Gray(height, width, [.. Enumerable.Repeat((byte)77, height * width)]);

        Assert.All(Fit(picture, newHeight, newWidth), value => Assert.Equal(77, value));
    }

    public void Dispose() => folder.Dispose();

    private static Picture Numbered(int height, int width) => new([.. Enumerable.Range(0, height * width * 3).Select(i => (byte)i)], height, width);

    private static Picture Gray(int height, int width, params byte[] values) => new([.. values.SelectMany(value => new[] { value, value, value })], height, width);

    private static byte[] Fit(Picture picture, int height, int width)
    {
        var target = new byte[height * width * 3];
        picture.Fit(target, height, width);
        return target;
    }

    private static void AssertAbout(byte[] expected, ReadOnlySpan<byte> actual, int tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(actual[i], expected[i] - tolerance, expected[i] + tolerance);
        }
    }
}
