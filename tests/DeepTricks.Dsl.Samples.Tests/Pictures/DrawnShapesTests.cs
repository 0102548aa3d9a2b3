using Shared.Drawing;
using Shared.Pictures;
using Shared.Pictures.Drawing;

namespace DeepTricks.Dsl.Samples.Tests.Pictures;

public class DrawnShapesTests
{
    private const int Size = 32;

    [Fact]
    public void Threads_don_t_change_the_pictures()
    {
        var one = Draw(200, seed: 1, threads: 1);
        var three = Draw(200, seed: 1, threads: 3);

        Assert.Equal(one.Pixels, three.Pixels);
        Assert.Equal(one.Labels, three.Labels);
    }

    [Fact]
    public void Another_seed_draws_other_pictures()
    {
        Assert.NotEqual(Draw(50, seed: 1).Labels, Draw(50, seed: 2).Labels);
    }

    [Fact]
    public void All_shapes_are_about_equally_frequent_and_sorted_by_name()
    {
        var counts = Draw(1000, seed: 1).Labels.CountBy(label => label).ToDictionary();

        Assert.Equal(Enumerable.Range(0, 10), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 65, 140));
        Assert.Equal(ShapeCatalog.Names.Order(StringComparer.Ordinal), ShapeCatalog.Names);
        Assert.Equal(10, ShapeCatalog.Names.Count);
    }

    [Fact]
    public void A_larger_picture_shows_the_same_scene()
    {
        for (var i = 0; i < 20; i++)
        {
            var small = new byte[Size * Size * 3];
            var label = new PictureArtist(Size, Size).Draw(new Dice(5, i), small);
            var large = new byte[4 * 4 * small.Length];
            Assert.Equal(label, new PictureArtist(4 * Size, 4 * Size).Draw(new Dice(5, i), large));

            var shrunk = new byte[small.Length];
            new Picture(large, 4 * Size, 4 * Size).Fit(shrunk, Size, Size);
            var difference = small.Zip(shrunk, (a, b) => Math.Abs(a - b)).Average();
            Assert.InRange(difference, 0, 15);
        }
    }

    [Fact]
    public void Every_shape_is_as_large_as_its_size_says()
    {
        foreach (var label in Enumerable.Range(0, 10))
        {
            var distance = ShapeCatalog.Distance(label);
            for (var turn = 0; turn < 360; turn++)
            {
                var (sine, cosine) = MathF.SinCos(turn * MathF.PI / 180);
                Assert.True(distance(new(1.12f * cosine, 1.12f * sine)) > 0, ShapeCatalog.Names[label]);
            }

            Assert.Contains(Enumerable.Range(0, 100), i => distance(new(-0.9f + (0.2f * (i % 10)), -0.9f + (0.2f * (i / 10)))) < 0);
        }
    }

    [Fact]
    public void Height_and_width_may_differ()
    {
        var pixels = new byte[20 * 50 * 3];
        new PictureArtist(20, 50).Draw(new Dice(1, 1), pixels);

        Assert.True(pixels.Distinct().Count() > 20);
    }

    private static (byte[] Pixels, int[] Labels) Draw(int count, ulong seed, int threads = 0) =>
        DrawnSet.Draw(() => new PictureArtist(Size, Size), Size * Size * 3, count, seed, threads);
}
